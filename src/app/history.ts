import type { CallFacts } from '../domain/call.js';
import { idsOf, merge } from '../domain/legs.js';
import { isOurs, type OurLines } from '../domain/ours.js';
import { beganIn } from '../domain/period.js';
import type { Asker, Period, Telephony } from '../domain/ports.js';

const HOUR_MS = 3_600_000;
/** A call that goes on over the border of a slice has legs on both sides: so far beyond it is asked too. */
const BEYOND_MS = 4 * HOUR_MS;
/** With that, one request of either API holds a slice: they take 30 and 90 days (apis/novofon.md A2, B3). */
const SLICE_MS = 29 * 24 * HOUR_MS;

export interface History {
  /** Our calls that began in the period, oldest first. */
  calls: CallFacts[];
  /** Every id that was named, whosever call it is and even beyond the borders of the period. */
  ids: Set<string>;
}

export interface Reading {
  lines: OurLines;
  asker: Asker;
  /** Told of each slice before it is asked, and of the calls found so far. */
  asking?: (slice: Period, found: number) => void;
}

/** The history of a period, asked slice by slice. */
export async function readHistory(
  telephony: Telephony,
  period: Period,
  { lines, asker, asking }: Reading,
  signal: AbortSignal,
): Promise<History> {
  const calls = new Map<string, CallFacts>();
  const ours = () => [...calls.values()].filter((call) => isOurs(call, lines) && beganIn(period, call));
  for (const slice of slicesOf(period)) {
    asking?.(slice, ours().length);
    for (const call of await telephony.finishedCalls(withBorders(slice), asker, signal)) {
      const known = calls.get(call.id);
      calls.set(call.id, known ? (merge(known, call) ?? known) : call);
    }
  }
  return {
    calls: ours().sort((a, b) => a.startedAt.localeCompare(b.startedAt)),
    ids: new Set([...calls.values()].flatMap(idsOf)),
  };
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
