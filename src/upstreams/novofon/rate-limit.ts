import type { IncomingHttpHeaders } from 'node:http';
import { retryAfterMs } from '../../lib/retry-after.js';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
/** Above this a reset is a moment in unix time, below it a number of seconds. */
const UNIX_TIME = 1_000_000_000;

/** How long a server that answered 429 wants to be left alone; a minute when it does not say. */
export function refusedForMs(headers: IncomingHttpHeaders, now: Date): number {
  const said = retryAfterMs({ get: (name) => headers[name]?.toString() }, now);
  // In which unit a reset is told is not documented: it is believed less.
  return said === null ? bounded(resetMs(headers, now) ?? MINUTE_MS, HOUR_MS) : bounded(said, DAY_MS);
}

/** How long nothing is left of the limit, by `X-RateLimit-*`; null while something is left. */
export function exhaustedForMs(headers: IncomingHttpHeaders, now: Date): number | null {
  if (headers['x-ratelimit-remaining']?.toString().trim() !== '0') return null;
  return bounded(resetMs(headers, now) ?? MINUTE_MS, HOUR_MS);
}

function resetMs(headers: IncomingHttpHeaders, now: Date): number | null {
  const reset = headers['x-ratelimit-reset']?.toString().trim() ?? '';
  if (!/^\d+(\.\d+)?$/.test(reset)) return null;
  const seconds = Number(reset);
  return seconds > UNIX_TIME ? seconds * 1000 - now.getTime() : seconds * 1000;
}

function bounded(ms: number, longestMs: number): number {
  return Math.ceil(Math.min(longestMs, Math.max(1_000, ms)));
}
