/** ISO-8601 UTC text with milliseconds (`2026-11-20T09:04:00.000Z`), so that text order is time order. */
export type Instant = string;

/** Whether it lies in the last `spanMs`. Not when it is still to come: it was written before the clock was put back. */
export function isWithin(instant: Instant, spanMs: number, now: Date): boolean {
  const agoMs = now.getTime() - Date.parse(instant);
  return agoMs >= 0 && agoMs < spanMs;
}
