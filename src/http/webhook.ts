import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { carriesSecret } from './access.js';
import { fail } from './failures.js';
import { Gate } from './gate.js';

/** A request to the webhook, its secret checked and taken out. Header names are lower case; what the body is, it must tell itself. */
export interface RawNotice {
  method: 'GET' | 'POST';
  headers: Record<string, string>;
  query: Record<string, string>;
  body: Buffer;
}

/** What the webhook is told in return. `unreadable` may have woken the poller all the same. */
export type WebhookReply =
  | { kind: 'ok' }
  | { kind: 'echo'; text: string }
  | { kind: 'unreadable'; message: string }
  | { kind: 'forbidden'; message: string };

export interface WebhookOptions {
  webhook(notice: RawNotice): Promise<WebhookReply>;
  /** Empty = none is asked. */
  webhookSecret: string;
  /** Requests a minute from one address. */
  perMinute: number;
}

const PATH = '/api/call-summary/webhook/novofon';
const BODY_LIMIT = 64 * 1024;

/** The provider's door (CONTRACT 3): any body, as bytes. */
export async function registerWebhook(server: FastifyInstance, options: WebhookOptions): Promise<void> {
  const gate = new Gate(options.perMinute, () => performance.now());
  server.removeAllContentTypeParsers();
  server.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
  server.addHook('onRequest', async (request, reply) => {
    const hasSecret = carriesSecret(request, options.webhookSecret);
    // Guesses at the secret are counted too.
    const isKnown = hasSecret && options.webhookSecret !== '';
    if (!gate.admits(request.ip, isKnown)) return fail(reply.header('retry-after', '60'), 429);
    if (!hasSecret) return fail(reply, 401);
    // A Content-Type that is no media type would be refused, and the provider's is not ours to judge.
    request.headers['content-type'] = 'application/octet-stream';
  });
  server.route<{ Querystring: Record<string, string> }>({
    method: ['GET', 'POST'],
    url: `${PATH}/:secret?`,
    bodyLimit: BODY_LIMIT,
    handler: async (request, reply) => answer(await options.webhook(noticeFrom(request)), reply),
  });
}

function noticeFrom(request: FastifyRequest<{ Querystring: Record<string, string> }>): RawNotice {
  const { secret: _secret, ...query } = request.query;
  return {
    method: request.method === 'POST' ? 'POST' : 'GET',
    headers: singleHeaders(request.headers),
    query,
    body: Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0),
  };
}

function singleHeaders(headers: FastifyRequest['headers']): Record<string, string> {
  const single = Object.entries(headers).filter((entry): entry is [string, string] => typeof entry[1] === 'string');
  return Object.fromEntries(single.filter(([name]) => name !== 'x-webhook-secret'));
}

function answer(told: WebhookReply, reply: FastifyReply): FastifyReply {
  switch (told.kind) {
    case 'ok':
      return reply.send({ status: 'ok' });
    case 'echo':
      return reply.type('text/plain; charset=utf-8').send(told.text);
    case 'unreadable':
      return fail(reply, 400, told.message);
    case 'forbidden':
      return fail(reply, 401, told.message);
  }
}
