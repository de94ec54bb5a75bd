import type { CallFacts } from '../domain/call.js';
import { censusOf } from '../domain/census.js';
import { isOurs, type OurLines } from '../domain/ours.js';
import { sameNumber } from '../domain/phone.js';
import type { Census, Clock, Memory, Telephony } from '../domain/ports.js';
import type { Logger } from '../lib/log.js';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** A base that has just begun has other things to ask first. */
const FIRST_MS = 5 * 60_000;
const NAME = 'hint.unmatched';
/** So many numbers a line of the log can hold. */
const MOST_NUMBERS = 5;

interface Needs {
  telephony: Telephony;
  memory: Memory;
  lines: OurLines;
  clock: Clock;
  log: Logger;
}

/** Tells at most once an hour that the account has calls, only none of our numbers: a wrong key is silent otherwise. */
export class UnmatchedHint {
  constructor(private readonly needs: Needs) {}

  /** `calls`: what the history holds, none of them new enough and ours. A provider that filters finds none at all and is asked for more, later. */
  async consider(calls: CallFacts[], signal: AbortSignal): Promise<void> {
    const { telephony, memory, lines, clock, log } = this.needs;
    if (lines.numbers.length === 0 || calls.some((call) => isOurs(call, lines))) return;
    const now = clock().getTime();
    const due = await memory.get(NAME);
    const isFirst = due === null;
    // One that is further ahead than an hour was set before the clock was put back.
    const aheadMs = isFirst ? 0 : Date.parse(due) - now;
    if (aheadMs > 0 && aheadMs <= HOUR_MS) return;
    const waits = isFirst && calls.length === 0;
    await memory.set(NAME, new Date(now + (waits ? FIRST_MS : HOUR_MS)).toISOString());
    if (waits) return;
    const day = { from: new Date(now - DAY_MS).toISOString(), to: new Date(now).toISOString() };
    const census = calls.length > 0 ? censusOf(calls) : await telephony.census(day, 'schedule', signal);
    const hint = mayHideOurs(census, lines) ? null : unmatchedText(census, lines.numbers);
    if (hint) log.warn(hint);
  }
}

/** Where every extension counts, calls that show no number of ours at all count too. */
function mayHideOurs({ calls, numbers }: Census, { extensions }: OurLines): boolean {
  return extensions.length === 0 && numbers.reduce((shown, each) => shown + each.calls, 0) < calls;
}

/** Null when one of our numbers is there, or nothing at all. */
function unmatchedText({ calls, numbers }: Census, ours: string[]): string | null {
  if (calls === 0 || numbers.some(({ number }) => ours.some((own) => sameNumber(own, number)))) return null;
  const there = numbers.slice(0, MOST_NUMBERS).map(({ number, calls: times }) => `${number} (${times})`);
  const others = there.length > 0 ? there.join(', ') : 'только внутренние номера';
  return `в истории звонков: ${calls}, ни одного с ${ours.join(', ')}; есть: ${others} (novofon.numbers)`;
}
