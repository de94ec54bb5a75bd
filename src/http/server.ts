import { fastify } from 'fastify';
import { type ErrorLog, fail, onError } from './failures.js';
import { readQuery } from './query.js';
import { registerState, type StateOptions } from './state.js';
import { registerWebhook, type WebhookOptions } from './webhook.js';

export interface ServerOptions extends StateOptions, WebhookOptions {
  /** Whether a proxy stands before us; then its word on the caller's address is taken. */
  trustProxy: boolean;
  log: ErrorLog;
}

export interface HttpServer {
  /** Resolves to the address, `http://127.0.0.1:8080`; rejects when the port is taken. */
  listen(host: string, port: number): Promise<string>;
  /** Lets running requests end, then cuts every connection. */
  close(): Promise<void>;
}

const REQUEST_MS = 30_000;
const GRACE_MS = 2_000;

/** The window of `serve` to the outside (CONTRACT 3). Requests are not logged: addresses and bodies hold secrets. */
export async function createServer(options: ServerOptions): Promise<HttpServer> {
  const app = fastify({
    // Only the nearest proxy is believed: what stands further left in X-Forwarded-For anybody can write.
    trustProxy: options.trustProxy ? (_address, hop) => hop === 0 : false,
    requestTimeout: REQUEST_MS,
    forceCloseConnections: 'idle',
    frameworkErrors: onError(options.log),
    routerOptions: { ignoreTrailingSlash: true, maxParamLength: 500, querystringParser: readQuery },
  });
  app.setErrorHandler(onError(options.log));
  app.setNotFoundHandler((_request, reply) => fail(reply, 404));
  await app.register(async (inner) => registerState(inner, options));
  await app.register(async (inner) => registerWebhook(inner, options));

  return {
    listen: (host, port) => app.listen({ host, port }),
    close: async () => {
      const cut = setTimeout(() => app.server.closeAllConnections(), GRACE_MS);
      await app.close();
      clearTimeout(cut);
    },
  };
}
