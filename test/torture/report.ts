import { percentile } from '../../src/lib/percentile.js';
import type { Kill } from './lives.js';
import { type Outcome, sum, tally } from './outcome.js';

/** What a person reads after a long run. */
export function report(outcome: Outcome): string {
  const { kills, calls, ends, lost, messages, doubles, purchases, takeUps, leftovers, broken } = outcome;
  return [
    line('kills', kills.length, shown(tally(kills.map(({ command }) => command)))),
    ...block('by what was under way', tally(kills.map(underWay))),
    ...block(
      'by the stages of the calls in hand',
      tally(kills.flatMap(({ inHand }) => inHand.map(({ place }) => place))),
    ),
    '',
    line('calls', calls.length, shown(tally(calls.map(({ kind }) => kind)))),
    line('in the base', sum(ends), shown(ends)),
    line('lost', lost.length),
    '',
    line('messages in the group', messages),
    line('sent again', sum(doubles.repeated), shown(doubles.repeated)),
    line('doubles, marked', doubles.marked),
    line('doubles, not marked', doubles.unmarked.length),
    line('marked, though single', doubles.needless),
    '',
    line('purchases', purchases.bought, `$${purchases.usd.toFixed(2)}`),
    line('bought again', purchases.again),
    line('in flight, answer not saved', sum(purchases.lost), shown(purchases.lost)),
    '',
    line('calls of dead workers', takeUps.dueAfterMs.length),
    line('due again, ms after the kill', quantiles(takeUps.dueAfterMs)),
    line('taken up, ms later', quantiles(takeUps.lateMs)),
    line('half-written recordings left', leftovers.length),
    '',
    ...(broken.length === 0 ? ['every promise was kept'] : ['BROKEN PROMISES', ...broken.map((each) => `  ${each}`)]),
    '',
  ].join('\n');
}

const NAMES: [string, string][] = [
  ['sendDocument', 'sending a file'],
  ['editMessageText', 'editing a card'],
  ['sendMessage', 'sending a header or card'],
  ['/v1/chat/completions', 'analysing'],
  ['/v1/audio/transcriptions', 'transcribing'],
  ['/v1/pbx/record/download/', 'fetching a recording'],
  ['/v1/pbx/record/request/', 'asking for a recording'],
  ['/v1/statistics/pbx/', 'asking the history'],
];

function underWay({ wasUp, open, command }: Kill): string {
  const found = NAMES.find(([name]) => open.some(({ seen }) => seen.name.startsWith(name)));
  if (found) return found[1];
  if (!wasUp) return 'starting';
  return open.length > 0 ? 'another request' : `no request open (${command})`;
}

function block(title: string, counts: Map<string, number>): string[] {
  const rows = [...counts].sort(([, a], [, b]) => b - a);
  return [`  ${title}:`, ...rows.map(([name, count]) => line(`    ${name}`, count))];
}

function line(name: string, value: number | string, detail = ''): string {
  return `${name.padEnd(36)}${String(value).padStart(6)}${detail ? `   ${detail}` : ''}`;
}

function shown(counts: Map<string, number>): string {
  return [...counts].map(([name, count]) => `${name} ${count}`).join(', ');
}

function quantiles(values: number[]): string {
  const sorted = [...values].sort((a, b) => a - b);
  return [0.5, 0.95, 1].map((share) => Math.round(percentile(sorted, share) ?? Number.NaN)).join(' / ');
}
