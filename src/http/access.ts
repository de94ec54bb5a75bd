import { createHash, timingSafeEqual } from 'node:crypto';
import type { FastifyRequest } from 'fastify';

/** Whether the request carries the secret: in the path, as `?secret=` or in `X-Webhook-Secret`. An empty secret asks for none. */
export function carriesSecret(request: FastifyRequest, secret: string): boolean {
  if (secret === '') return true;
  const offered = [
    field(request.params, 'secret'),
    field(request.query, 'secret'),
    request.headers['x-webhook-secret'],
  ];
  return offered.some((each) => typeof each === 'string' && isSame(each, secret));
}

/** Whether the request comes from this very machine, and not from a proxy on it. */
export function isLocal(request: FastifyRequest): boolean {
  const forwarded = ['x-forwarded-for', 'x-real-ip', 'forwarded'].some((name) => name in request.headers);
  const address = request.socket.remoteAddress?.replace(/^::ffff:/, '') ?? '';
  return !forwarded && (address === '::1' || address.startsWith('127.'));
}

function field(source: unknown, name: string): unknown {
  return typeof source === 'object' && source !== null ? Reflect.get(source, name) : undefined;
}

/** Digests are of one length, so that the comparison tells nothing of the secret's. */
function isSame(a: string, b: string): boolean {
  return timingSafeEqual(digest(a), digest(b));
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
