import { fastify } from 'fastify';
import { boundConnections } from './connections.js';
import { type ErrorLog, fail, onError } from './failures.js';
import { readQuery } from './query.js';
import { registerState, type StateOptions } from './state.js';
import { registerWebhook, type WebhookOptions } from './webhook.js';

export interface ServerOptions extends StateOptions, WebhookOptions {
  /** Whether a proxy stands before us; then its word on the caller's address is taken. */
  trustProxy: boolean;
  log: ErrorLog;
  /** How long a request may take to come in, milliseconds. */
  patienceMs?: number;
}

export interface HttpServer {
  /** Resolves to the address, `http://127.0.0.1:8080`; rejects when the port is taken. */
  listen(host: string, port: number): Promise<string>;
  /** Lets running requests end, then cuts every connection. */
  close(): Promise<void>;
}

/** 64 KiB take less over the worst line. */
const PATIENCE_MS = 15_000;
const KEEP_MS = 10_000;
const BEHIND_PROXY_MS = 75_000;
const GRACE_MS = 2_000;

/** The window of `serve` to the outside (CONTRACT 3). Requests are not logged: addresses and bodies hold secrets. */
export async function createServer(options: ServerOptions): Promise<HttpServer> {
  const patienceMs = options.patienceMs ?? PATIENCE_MS;
  const app = fastify({
    // Only the nearest proxy is believed: what stands further left in X-Forwarded-For anybody can write.
    trustProxy: options.trustProxy ? (_address, hop) => hop === 0 : false,
    requestTimeout: patienceMs,
    // A proxy keeps its connections, and must be the one to end them.
    keepAliveTimeout: options.trustProxy ? BEHIND_PROXY_MS : KEEP_MS,
    // Slow ones are looked for this often, so a client is cut after twice the patience at the latest.
    http: { headersTimeout: patienceMs, connectionsCheckingInterval: patienceMs / 2 },
    forceCloseConnections: 'idle',
    frameworkErrors: onError(options.log),
    routerOptions: { ignoreTrailingSlash: true, maxParamLength: 500, querystringParser: readQuery },
  });
  boundConnections(app.server, options.trustProxy);
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
