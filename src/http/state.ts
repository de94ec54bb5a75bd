import type { FastifyInstance } from 'fastify';
import { carriesSecret, isLocal } from './access.js';
import { fail } from './failures.js';

export interface StateOptions {
  /** Whether process, base and scheduler are alive. */
  health(): Promise<boolean>;
  /** The state of every part, as JSON. */
  ready?: (() => Promise<{ ok: boolean; state: unknown }>) | undefined;
  /** Prometheus text. */
  metrics?: (() => Promise<string>) | undefined;
  webhookSecret: string;
}

/** What monitors ask. `ready` and `metrics` are for this machine, or for whoever has the secret. */
export async function registerState(server: FastifyInstance, options: StateOptions): Promise<void> {
  server.get('/api/health', async (_request, reply) => {
    const alive = await options.health().catch(() => false);
    return alive ? reply.send({ status: 'ok' }) : fail(reply, 503);
  });
  await server.register(async (inner) => registerInsight(inner, options));
}

function registerInsight(server: FastifyInstance, { ready, metrics, webhookSecret }: StateOptions): void {
  server.addHook('onRequest', async (request, reply) => {
    const hasSecret = webhookSecret !== '' && carriesSecret(request, webhookSecret);
    if (!isLocal(request) && !hasSecret) return fail(reply, 401);
  });
  if (ready) {
    server.get('/api/ready', async (_request, reply) => {
      const { ok, state } = await ready();
      return reply.code(ok ? 200 : 503).send(state);
    });
  }
  if (metrics) {
    server.get('/metrics', async (_request, reply) => reply.type('text/plain; version=0.0.4').send(await metrics()));
  }
}
