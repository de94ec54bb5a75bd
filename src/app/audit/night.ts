import { DateTime } from 'luxon';
import type { Instant } from '../../domain/instant.js';

const NIGHT = { hour: 4, minute: 10, second: 0, millisecond: 0 };
const DAY_MS = 24 * 60 * 60_000;
/** What one request of the history holds. */
const MOST_DAYS = 29;

/** Whether a night has begun (04:10, the firm's time) for which no audit was made yet. */
export function isAuditDue(lastAt: Instant | null, now: Date, zone: string): boolean {
  if (lastAt === null || Date.parse(lastAt) > now.getTime()) return true;
  const tonight = DateTime.fromJSDate(now, { zone }).set(NIGHT);
  const begun = tonight.toMillis() > now.getTime() ? tonight.minus({ days: 1 }) : tonight;
  return Date.parse(lastAt) < begun.toMillis();
}

/** Two days, or as many more as no audit was made. */
export function daysToAudit(lastAt: Instant | null, now: Date): number {
  const missedMs = lastAt === null ? 0 : now.getTime() - Date.parse(lastAt);
  return Math.min(MOST_DAYS, Math.max(2, Math.round(missedMs / DAY_MS) + 1));
}
