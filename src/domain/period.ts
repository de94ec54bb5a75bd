import type { CallFacts } from './call.js';
import type { Period } from './ports.js';

/** Calls belong to a period by their beginning: `from` is included, `to` is not. */
export function beganIn({ from, to }: Period, { startedAt }: Pick<CallFacts, 'startedAt'>): boolean {
  return startedAt >= from && startedAt < to;
}
