import type { CallFacts } from '../../domain/call.js';
import { merge } from '../../domain/legs.js';
import { isOurs, type OurLines } from '../../domain/ours.js';
import type { Period, Telephony } from '../../domain/ports.js';

const HOUR_MS = 3_600_000;
/** A call that goes on over the border of a slice has legs on both sides: so far beyond it is asked too. */
const BEYOND_MS = 4 * HOUR_MS;
/** With that, one request of either API holds a slice: they take 30 and 90 days (apis/novofon.md A2, B3). */
const SLICE_MS = 29 * 24 * HOUR_MS;

/** Our calls that began in a period, oldest first, asked slice by slice. `asking` is told of each slice, and of the calls found before it. */
export async function readHistory(
  telephony: Telephony,
  period: Period,
  lines: OurLines,
  asking: (slice: Period, found: number) => void,
  signal: AbortSignal,
): Promise<CallFacts[]> {
  const calls = new Map<string, CallFacts>();
  const ours = () => [...calls.values()].filter((call) => isOurs(call, lines) && beganIn(period, call));
  for (const slice of slicesOf(period)) {
    asking(slice, ours().length);
    for (const call of await telephony.finishedCalls(withBorders(slice), 'backfill', signal)) {
      const known = calls.get(call.id);
      calls.set(call.id, known ? (merge(known, call) ?? known) : call);
    }
  }
  return ours().sort((a, b) => a.startedAt.localeCompare(b.startedAt));
}

function beganIn({ from, to }: Period, { startedAt }: CallFacts): boolean {
  return startedAt >= from && startedAt < to;
}

function slicesOf({ from, to }: Period): Period[] {
  const slices: Period[] = [];
  for (let start = Date.parse(from); start < Date.parse(to); start += SLICE_MS) {
    const end = Math.min(start + SLICE_MS, Date.parse(to));
    slices.push({ from: new Date(start).toISOString(), to: new Date(end).toISOString() });
  }
  return slices;
}

/** Not into the future: what ends meanwhile is the poll's. */
function withBorders({ from, to }: Period): Period {
  const end = Math.min(Date.parse(to) + BEYOND_MS, Date.now());
  return { from: new Date(Date.parse(from) - BEYOND_MS).toISOString(), to: new Date(end).toISOString() };
}
