import type { Instant } from './instant.js';

/** No call is put off for longer, and no lease lasts longer. */
export const LONGEST_WAIT_MS = 60 * 60_000;

/** Whether the time has come. What lies further ahead than anybody waits was written before the clock was put back. */
export function isDue(dueAt: Instant, now: Date): boolean {
  const aheadMs = Date.parse(dueAt) - now.getTime();
  return aheadMs <= 0 || aheadMs > LONGEST_WAIT_MS;
}
