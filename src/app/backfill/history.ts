import type { CallFacts } from '../../domain/call.js';
import { merge } from '../../domain/legs.js';
import { isOurs, type OurLines } from '../../domain/ours.js';
import type { Period, Telephony } from '../../domain/ports.js';

/** One request of either API holds so much (apis/novofon.md A2, B3). */
const SLICE_MS = 30 * 24 * 3_600_000;

/** Our calls of a period, oldest first, asked slice by slice. `asking` is told of each slice, and of the calls found before it. */
export async function readHistory(
  telephony: Telephony,
  period: Period,
  lines: OurLines,
  asking: (slice: Period, found: number) => void,
  signal: AbortSignal,
): Promise<CallFacts[]> {
  const calls = new Map<string, CallFacts>();
  for (const slice of slicesOf(period)) {
    asking(slice, [...calls.values()].filter((call) => isOurs(call, lines)).length);
    for (const call of await telephony.finishedCalls(slice, 'backfill', signal)) {
      // A call that goes on over the end of a slice has legs in both.
      const known = calls.get(call.id);
      calls.set(call.id, known ? (merge(known, call) ?? known) : call);
    }
  }
  return [...calls.values()]
    .filter((call) => isOurs(call, lines) && call.startedAt >= period.from && call.startedAt < period.to)
    .sort((a, b) => a.startedAt.localeCompare(b.startedAt));
}

function slicesOf({ from, to }: Period): Period[] {
  const slices: Period[] = [];
  for (let start = Date.parse(from); start < Date.parse(to); start += SLICE_MS) {
    const end = Math.min(start + SLICE_MS, Date.parse(to));
    slices.push({ from: new Date(start).toISOString(), to: new Date(end).toISOString() });
  }
  return slices;
}
