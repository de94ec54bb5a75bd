import { employeeNames, type Names } from '../card/call-lines.js';
import { talkers } from '../domain/legs.js';
import type { Period } from '../domain/ports.js';
import { callStats, costStats, type Talker } from '../domain/stats.js';
import type { Base } from '../store/open.js';
import { type CountedRow, costByModel, countedRows, mapBase } from '../store/stats.js';
import { latencies } from './latency.js';

export type Stats = Awaited<ReturnType<typeof statsOf>>;

/** The figures of the calls that began in the period. */
export async function statsOf(base: Base, period: Period, context: Names) {
  await mapBase(base);
  const rows = await countedRows(base, period);
  const calls = rows.map((row) => ({ ...row, talkers: talkersOf(row, context) }));
  return {
    ...callStats(calls, context.zone),
    cost: costStats(await costByModel(base, period)),
    latencySeconds: latencies(rows.flatMap((row) => row.passage ?? [])),
  };
}

function talkersOf(row: CountedRow, context: Names): Talker[] {
  const names = employeeNames(row, context, row.heard);
  if (names.length < 2) return [{ name: names[0] ?? null, talkSeconds: row.talkSeconds }];
  return talkers(row).map((employee, place) => ({
    name: names[place] ?? employee,
    talkSeconds: row.legs
      .filter((leg) => leg.employee === employee && leg.disposition === 'answered')
      .reduce((total, leg) => total + leg.seconds, 0),
  }));
}
