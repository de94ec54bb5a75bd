import type { IncomingHttpHeaders } from 'node:http';
import { RequestError } from 'got';
import { UpstreamError } from '../../domain/trouble.js';
import { NO_LINE } from '../../lib/no-line.js';
import { INNER_ADDRESS } from '../../lib/public-lookup.js';
import { refusedForMs } from './rate-limit.js';

/** What a status means wherever it comes from, or null when the caller must judge it. */
export function troubleOfStatus(status: number, headers: IncomingHttpHeaders, now: Date): UpstreamError | null {
  const waitMs = status === 429 || headers['retry-after'] ? refusedForMs(headers, now) : undefined;
  if (status === 407) return refusedByProxy('the proxy refuses our login (novofon.proxy)');
  if (status === 429) return failure('transient', 'Novofon gets too many requests', waitMs);
  if (status === 408 || status >= 500) return failure('transient', `Novofon answers ${status}`, waitMs);
  return null;
}

/** An error below HTTP. The original is not kept as the cause: it carries the request, links and signature included. */
export function networkTrouble(error: unknown, signal: AbortSignal): unknown {
  if (signal.aborted) return signal.reason;
  if (!(error instanceof RequestError)) return error;
  if (error.code === INNER_ADDRESS)
    return failure('transient', `a recording is not fetched from there: ${error.message}`);
  if (error.code !== NO_LINE) return failure('transient', `Novofon cannot be reached (${error.code})`);
  const noLine = `no line to Novofon (novofon.proxy): ${error.message}`;
  return /\(407\)|authentication/i.test(error.message) ? refusedByProxy(noLine) : failure('transient', noLine);
}

/** An answer of another shape than the API documents. */
export function unreadable(asked: string): UpstreamError {
  return failure('transient', `Novofon's answer cannot be read (${asked})`);
}

function refusedByProxy(message: string): UpstreamError {
  return new UpstreamError('novofon', 'unauthorized', message, { fault: 'proxy' });
}

function failure(trouble: 'transient', message: string, retryAfterMs?: number): UpstreamError {
  return new UpstreamError('novofon', trouble, message, { retryAfterMs });
}
