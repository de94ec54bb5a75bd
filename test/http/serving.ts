import { createServer, type ServerOptions } from '../../src/http/server.js';
import type { RawNotice } from '../../src/http/webhook.js';

export const WEBHOOK = '/api/call-summary/webhook/novofon';

/** A server on a free loopback port; `notices` is what came through, `faults` what was logged. */
export async function serving(options: Partial<ServerOptions> = {}) {
  const notices: RawNotice[] = [];
  const faults: string[] = [];
  const server = await createServer({
    health: async () => true,
    webhook: async (notice) => {
      notices.push(notice);
      return { kind: 'ok' };
    },
    webhookSecret: '',
    perMinute: 1_000,
    trustProxy: false,
    log: { error: (_fields, message) => faults.push(message) },
    ...options,
  });
  const address = await server.listen('127.0.0.1', 0);
  return {
    notices,
    faults,
    address,
    ask: (path: string, init?: RequestInit) => fetch(address + path, init),
    close: () => server.close(),
    [Symbol.asyncDispose]: () => server.close(),
  };
}
