import { DateTime } from 'luxon';
import type { Direction } from './call.js';
import type { Instant } from './instant.js';
import { isAnswered } from './legs.js';
import type { Status } from './stored.js';

/** What is counted of a call. `verdict` is null where there is no analysis. */
export interface CountedCall {
  startedAt: Instant;
  direction: Direction;
  client: string | null;
  talkSeconds: number;
  disposition: string;
  status: Status;
  verdict: { kind: string; colour: string; result: string } | null;
  talkers: Talker[];
}

/** Who talked, and how long; null = nobody says who it was. */
export interface Talker {
  name: string | null;
  talkSeconds: number;
}

/** Paid answers of one model. `usd` is the sum of those with a price, null where none has one. */
export interface ModelCost {
  model: string;
  answers: number;
  usd: number | null;
  unpriced: number;
}

/** The figures of calls, in any order; days are those of the zone, only days with calls are there. */
export function callStats(calls: CountedCall[], zone: string) {
  const answered = calls.filter(isAnswered);
  const talkSeconds = sum(answered.map((call) => call.talkSeconds));
  const verdicts = calls.flatMap((call) => call.verdict ?? []);
  const statuses = countBy(calls.map((call) => call.status));
  return {
    calls: {
      total: calls.length,
      in: calls.filter((call) => call.direction === 'in').length,
      out: calls.filter((call) => call.direction === 'out').length,
      answered: answered.length,
      missed: calls.filter(isMissed).length,
      unansweredOutgoing: calls.filter((call) => call.direction === 'out' && !isAnswered(call)).length,
      clients: new Set(calls.flatMap((call) => call.client ?? [])).size,
    },
    talk: {
      minutes: rounded(talkSeconds / 60, 1),
      averageSeconds: answered.length > 0 ? Math.round(talkSeconds / answered.length) : null,
    },
    status: { done: 0, skipped: 0, failed: 0, pending: 0, ...statuses },
    outcomes: countBy(verdicts.map((verdict) => verdict.result)),
    kinds: countBy(verdicts.map((verdict) => verdict.kind)),
    colours: countBy(verdicts.map((verdict) => verdict.colour)),
    employees: employeeStats(answered),
    days: dayStats(calls, zone),
  };
}

/** What the period's calls cost. `usd` is the sum of what has a price; `unpriced` answers are not in it. */
export function costStats(models: ModelCost[]) {
  return {
    usd: rounded(sum(models.map((model) => model.usd ?? 0)), 6),
    unpriced: sum(models.map((model) => model.unpriced)),
    models: models.map((model) => ({ ...model, usd: model.usd === null ? null : rounded(model.usd, 6) })),
  };
}

/** A call that went through several hands counts for each of them. */
function employeeStats(answered: CountedCall[]) {
  const found = new Map<string | null, { name: string | null; calls: number; talkSeconds: number }>();
  for (const { talkers } of answered) {
    for (const name of new Set(talkers.map((talker) => talker.name))) {
      const known = found.get(name) ?? { name, calls: 0, talkSeconds: 0 };
      const theirs = talkers.filter((talker) => talker.name === name).map((talker) => talker.talkSeconds);
      found.set(name, { name, calls: known.calls + 1, talkSeconds: known.talkSeconds + sum(theirs) });
    }
  }
  return [...found.values()].sort((a, b) => b.calls - a.calls || b.talkSeconds - a.talkSeconds);
}

function dayStats(calls: CountedCall[], zone: string) {
  const dateOf = dateFinder(zone);
  const days = new Map<string, { date: string; calls: number; missed: number; minutes: number }>();
  for (const call of calls) {
    const date = dateOf(call.startedAt);
    const day = days.get(date) ?? { date, calls: 0, missed: 0, minutes: 0 };
    day.calls += 1;
    day.missed += isMissed(call) ? 1 : 0;
    day.minutes += isAnswered(call) ? call.talkSeconds / 60 : 0;
    days.set(date, day);
  }
  const inOrder = [...days.values()].sort((a, b) => (a.date < b.date ? -1 : 1));
  return inOrder.map((day) => ({ ...day, minutes: rounded(day.minutes, 1) }));
}

/** `2026-11-20` of an instant; quick for calls that come day by day. */
function dateFinder(zone: string): (at: Instant) => string {
  let [date, from, to] = ['', '', ''];
  return (at) => {
    if (at < from || at >= to) {
      const start = DateTime.fromISO(at, { zone }).startOf('day');
      date = start.toFormat('yyyy-MM-dd');
      from = start.toJSDate().toISOString();
      to = start.plus({ days: 1 }).startOf('day').toJSDate().toISOString();
    }
    return date;
  };
}

function isMissed(call: CountedCall): boolean {
  return call.direction === 'in' && !isAnswered(call);
}

/** How often each word is there, the most frequent first. */
function countBy(words: string[]): Record<string, number> {
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return Object.fromEntries([...counts].sort(([, a], [, b]) => b - a));
}

function sum(numbers: number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

function rounded(number: number, digits: number): number {
  return Number(number.toFixed(digits));
}
