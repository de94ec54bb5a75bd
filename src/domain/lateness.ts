import type { CallFacts } from './call.js';

/** So long after its end a call is no news any more. */
export const LATE_MS = 30 * 60_000;

export function isLate({ endedAt }: Pick<CallFacts, 'endedAt'>, now: Date): boolean {
  return latenessMs({ endedAt }, now) >= LATE_MS;
}

export function latenessMs({ endedAt }: Pick<CallFacts, 'endedAt'>, now: Date): number {
  return now.getTime() - Date.parse(endedAt);
}
