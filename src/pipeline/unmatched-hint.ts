import type { OurLines } from '../domain/ours.js';
import { sameNumber } from '../domain/phone.js';
import type { Census, Clock, Memory, Telephony } from '../domain/ports.js';
import type { Logger } from '../lib/log.js';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
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

  async consider(signal: AbortSignal): Promise<void> {
    const { telephony, memory, lines, clock, log } = this.needs;
    const now = clock().getTime();
    const last = Date.parse((await memory.get(NAME)) ?? '');
    if (lines.numbers.length === 0 || now - last < HOUR_MS) return;
    await memory.set(NAME, new Date(now).toISOString());
    const day = { from: new Date(now - DAY_MS).toISOString(), to: new Date(now).toISOString() };
    const hint = unmatchedText(await telephony.census(day, 'schedule', signal), lines.numbers);
    if (hint) log.warn(hint);
  }
}

/** Null when one of our numbers is there, or nothing at all. */
export function unmatchedText({ calls, numbers }: Census, ours: string[]): string | null {
  if (calls === 0 || numbers.some(({ number }) => ours.some((own) => sameNumber(own, number)))) return null;
  const there = numbers.slice(0, MOST_NUMBERS).map(({ number, calls: times }) => `${number} (${times})`);
  const others = there.length > 0 ? there.join(', ') : 'только внутренние номера';
  return `в истории за сутки звонков: ${calls}, ни одного с ${ours.join(', ')}; есть: ${others} (novofon.numbers)`;
}
