import type { CallFacts } from '../../domain/call.js';
import type { Period } from '../../domain/ports.js';

/** Both histories go by when a call started; one that ended in a period may have started so long before it. */
const LONGEST_CALL_MS = 4 * 3_600_000;

/** When calls that ended in the period have started. */
export function startsFor({ from, to }: Period): Period {
  return { from: new Date(Date.parse(from) - LONGEST_CALL_MS).toISOString(), to };
}

/** Those that ended in the period or later, oldest first. */
export function endedIn({ from }: Period, calls: CallFacts[]): CallFacts[] {
  return calls.filter((call) => call.endedAt >= from).sort((a, b) => a.startedAt.localeCompare(b.startedAt));
}
