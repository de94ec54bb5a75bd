import { DateTime } from 'luxon';
import { openArchive } from '../app/archive.js';
import type { Stats } from '../app/stats.js';
import type { Config } from '../config/derive.js';
import type { Period } from '../domain/ports.js';
import { statsPage } from './stats-page.js';
import { UsageError } from './usage-error.js';
import { readWhen } from './when.js';

/** What stands on the command line after `stats`, as commander reads it. */
export interface StatsArguments {
  since: string;
  until?: string;
  json?: boolean;
}

export async function runStats(given: StatsArguments, config: Config): Promise<void> {
  await using archive = await openArchive(config);
  const period = periodOf(given, archive.zone, new Date());
  const stats = await archive.stats(period);
  const print = given.json ? statsJson : statsPage;
  process.stdout.write(print(stats, period, archive.zone));
}

function periodOf({ since, until }: StatsArguments, zone: string, now: Date): Period {
  const from = readWhen(since, zone, now);
  const to = until ? readWhen(until, zone, now) : now.toISOString();
  if (from >= to) throw new UsageError(`--since ${since} is not before ${until ? `--until ${until}` : 'now'}`);
  return { from, to };
}

/**
 * `{period: {from, to, zone}, calls: {total, in, out, answered, missed, unansweredOutgoing, clients}, talk: {minutes,
 * averageSeconds}, status, outcomes, kinds, colours: {word: calls}, employees: [{name, calls, talkSeconds}], days:
 * [{date, calls, missed, minutes}], cost: {usd, unpriced, models: [{model, answers, usd, unpriced}]}, latencySeconds:
 * {stretch: {p50, p95} | null}}`. Calls count by when they began; times and days are in the firm's zone.
 */
function statsJson(stats: Stats, { from, to }: Period, zone: string): string {
  const at = (instant: string) => DateTime.fromISO(instant, { zone }).toISO({ suppressMilliseconds: true });
  return `${JSON.stringify({ period: { from: at(from), to: at(to), zone }, ...stats })}\n`;
}
