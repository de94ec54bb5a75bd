import type { IncomingHttpHeaders } from 'node:http';
import { retryAfterMs } from '../../lib/retry-after.js';

const MINUTE_MS = 60_000;
const LONGEST_MS = 60 * MINUTE_MS;
/** Above this a reset is a moment in unix time, below it a number of seconds. */
const UNIX_TIME = 1_000_000_000;

/** How long a server that answered 429 wants to be left alone; a minute when it does not say. */
export function refusedForMs(headers: IncomingHttpHeaders, now: Date): number {
  const said = retryAfterMs({ get: (name) => headers[name]?.toString() }, now) ?? resetMs(headers, now) ?? MINUTE_MS;
  return bounded(said);
}

/** How long nothing is left of the limit, by `X-RateLimit-*`; null while something is left. */
export function exhaustedForMs(headers: IncomingHttpHeaders, now: Date): number | null {
  if (headers['x-ratelimit-remaining']?.toString().trim() !== '0') return null;
  return bounded(resetMs(headers, now) ?? MINUTE_MS);
}

function resetMs(headers: IncomingHttpHeaders, now: Date): number | null {
  const reset = headers['x-ratelimit-reset']?.toString().trim() ?? '';
  if (!/^\d+(\.\d+)?$/.test(reset)) return null;
  const seconds = Number(reset);
  return seconds > UNIX_TIME ? seconds * 1000 - now.getTime() : seconds * 1000;
}

function bounded(ms: number): number {
  return Math.ceil(Math.min(LONGEST_MS, Math.max(1_000, ms)));
}
