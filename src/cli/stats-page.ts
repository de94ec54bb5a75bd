import { DateTime } from 'luxon';
import type { Stats } from '../app/stats.js';
import { clockTime } from '../card/words.js';
import type { Period } from '../domain/ports.js';
import { dollars } from './sums.js';
import { fitted, onOneLine, padded } from './terminal.js';

const WIDTH = 80;
const LABEL = 13;
const NAME = 40;
const NUMBER = 11;

/** The figures to read in a terminal of 80 columns. */
export function statsPage(stats: Stats, period: Period, zone: string): string {
  const blocks = [
    [titleOf(period, zone)],
    summaryOf(stats),
    tableOf(
      ['employee', 'calls', 'minutes'],
      stats.employees.map(({ name, calls, talkSeconds }) => [name ?? '(unknown)', calls, minutes(talkSeconds / 60)]),
    ),
    tableOf(
      ['model', 'answers', 'cost'],
      stats.cost.models.map(({ model, answers, usd }) => [model, answers, usd === null ? 'no price' : dollars(usd)]),
    ),
    tableOf(
      ['latency in seconds', 'p50', 'p95'],
      Object.entries(stats.latencySeconds).flatMap(([stretch, spread]) =>
        spread ? [[stretch, spread.p50.toFixed(1), spread.p95.toFixed(1)]] : [],
      ),
    ),
    tableOf(
      ['day', 'calls', 'missed', 'minutes'],
      stats.days.map((day) => [dayName(day.date), day.calls, day.missed, minutes(day.minutes)]),
    ),
  ];
  return `${blocks
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`;
}

function titleOf({ from, to }: Period, zone: string): string {
  const clock = (at: string) => DateTime.fromISO(at, { zone }).toFormat('yyyy-MM-dd HH:mm');
  return `${clock(from)} – ${clock(to)}, ${zone}`;
}

function summaryOf({ calls, talk, status, outcomes, kinds, colours, cost }: Stats): string[] {
  if (calls.total === 0) return ['no calls'];
  const average = talk.averageSeconds === null ? [] : [`average ${clockTime(talk.averageSeconds)}`];
  const share = calls.in > 0 ? [`${Math.round((calls.missed / calls.in) * 100)} % of the incoming`] : [];
  const unpriced = cost.unpriced > 0 ? [`answers without a price: ${cost.unpriced} (prices)`] : [];
  return [
    ...row('calls', [`${calls.total}: in ${calls.in}`, `out ${calls.out}`, `unique clients ${calls.clients}`]),
    ...row('answered', [`${calls.answered}: talk ${minutes(talk.minutes)} min`, ...average]),
    ...row('missed', [[calls.missed, ...share].join(': ')]),
    ...row('not reached', [`${calls.unansweredOutgoing}: outgoing that nobody answered`]),
    ...row('status', counts(status)),
    ...row('outcomes', counts(outcomes)),
    ...row('kinds', counts(kinds)),
    ...row('colours', counts(colours)),
    ...row('cost', [dollars(cost.usd), ...unpriced]),
  ];
}

/** `label  one, two, three`, broken between the parts where the line is full. */
function row(label: string, parts: string[]): string[] {
  const lines: string[] = [];
  for (const [place, part] of parts.entries()) {
    const piece = place < parts.length - 1 ? `${part},` : part;
    const last = lines.at(-1);
    if (last === undefined) lines.push(`${label.padEnd(LABEL)}${piece}`);
    else if (last.length + 1 + piece.length <= WIDTH) lines[lines.length - 1] = `${last} ${piece}`;
    else lines.push(`${' '.repeat(LABEL)}${piece}`);
  }
  return lines;
}

function counts(words: Record<string, number>): string[] {
  return Object.entries(words).flatMap(([word, count]) => (count > 0 ? `${word} ${count}` : []));
}

/** Nothing where there are no rows. */
function tableOf(head: string[], rows: (string | number)[][]): string[] {
  if (rows.length === 0) return [];
  return [head, ...rows].map(([name, ...numbers]) => {
    const cells = numbers.map((number) => String(number).padStart(NUMBER));
    return `${padded(fitted(onOneLine(String(name)), NAME - 1), NAME)}${cells.join('')}`;
  });
}

function minutes(count: number): string {
  return count.toFixed(1);
}

function dayName(date: string): string {
  return `${date} ${DateTime.fromISO(date, { zone: 'utc' }).setLocale('en').toFormat('ccc')}`;
}
