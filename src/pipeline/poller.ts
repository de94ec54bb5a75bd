import type { CallFacts } from '../domain/call.js';
import type { Instant } from '../domain/instant.js';
import { isOurs, type OurLines, ownNumbers } from '../domain/ours.js';
import type { Asker, CallStore, Clock, Memory, Period, Telephony } from '../domain/ports.js';
import { skipReason, type WorthRules } from '../domain/worth.js';
import { formatDuration } from '../lib/duration.js';
import type { Logger } from '../lib/log.js';
import { UnmatchedHint } from './unmatched-hint.js';

/** Our clock may be behind the provider's, by a mistaken zone even: what it says is still to come is asked for too. */
const AHEAD_MS = 24 * 60 * 60_000;

interface Needs {
  telephony: Telephony;
  store: CallStore;
  memory: Memory;
  lines: OurLines;
  worth: WorthRules;
  lookbackMs: number;
  firstLookbackMs: number;
  clock: Clock;
  log: Logger;
}

export interface PassResult {
  found: number;
  fresh: number;
  changed: number;
}

/** The only door by which calls come in. */
export class Poller {
  private readonly hint: UnmatchedHint;
  private warnedOfNumbers = false;
  private warnedOfClock = false;

  constructor(private readonly needs: Needs) {
    this.hint = new UnmatchedHint(needs);
  }

  /** From the mark less the lookback to now; the mark moves only after a full, successful pass. */
  async pass(asker: Asker, signal: AbortSignal): Promise<PassResult> {
    const { telephony, memory, log } = this.needs;
    const now = this.needs.clock().toISOString();
    const floor = await this.floorAt(now);
    const period = this.periodAt(now, floor, (await memory.get('poll.mark')) ?? floor);
    const calls = await telephony.finishedCalls(period, asker, signal);
    const result = await this.take(calls.filter((call) => call.endedAt >= floor));
    await memory.set('poll.mark', now);
    // A hint is not worth a failed pass.
    if (result.found === 0) await this.hint.consider(calls, signal).catch(() => undefined);
    log[result.fresh + result.changed > 0 ? 'info' : 'debug']({ asker, ...result }, 'history asked');
    return result;
  }

  private async take(calls: CallFacts[]): Promise<PassResult> {
    const { store, lines, worth } = this.needs;
    this.warnOfOtherNumbers(calls);
    const result = { found: 0, fresh: 0, changed: 0 };
    for (const call of calls.filter((each) => isOurs(each, lines))) {
      const skip = (facts: CallFacts) => skipReason(facts, worth);
      const stored = await store.enqueue(call, { live: true, notify: true, skip });
      result.found += 1;
      if (stored === 'new') result.fresh += 1;
      if (stored === 'changed') result.changed += 1;
    }
    return result;
  }

  /** A mark still to come was set before the clock was put back; one before the floor, while it was behind. */
  private periodAt(now: Instant, floor: Instant, mark: Instant): Period {
    const reached = mark > floor ? mark : floor;
    const from = shifted(reached < now ? reached : now, -this.needs.lookbackMs);
    return { from, to: shifted(now, AHEAD_MS) };
  }

  /** What ended before it is never taken. */
  private async floorAt(now: Instant): Promise<Instant> {
    const { memory, firstLookbackMs, log } = this.needs;
    const newest = shifted(now, -firstLookbackMs);
    const floor = (await memory.get('poll.floor')) ?? (await this.setFloor(newest));
    if (floor <= now) return floor;
    // Not for good: it may be today's clock that is wrong, and then a floor of its making would let in all the history.
    if (!this.warnedOfClock)
      log.warn({ floor }, 'the clock says that this base has not begun yet: one of the two is wrong');
    this.warnedOfClock = true;
    return newest;
  }

  /** The first pass on an empty base: what ended before it is not ours to tell; `backfill` brings it. */
  private async setFloor(floor: Instant): Promise<Instant> {
    await this.needs.memory.set('poll.floor', floor);
    const back = formatDuration(this.needs.firstLookbackMs);
    this.needs.log.info(
      { floor },
      `first pass on an empty base: calls that ended in the last ${back} are taken (poll.firstLookback); earlier ones come by backfill`,
    );
    return floor;
  }

  private warnOfOtherNumbers(calls: CallFacts[]): void {
    const { lines, log } = this.needs;
    if (this.warnedOfNumbers || lines.numbers.length === 0 || lines.extensions.length > 0) return;
    const numbers = new Set(calls.flatMap(ownNumbers));
    if (numbers.size < 2) return;
    this.warnedOfNumbers = true;
    log.warn(
      { numbers: numbers.size },
      'the account has several numbers: outgoing calls show only an extension and all count; name yours in novofon.extensions',
    );
  }
}

function shifted(instant: Instant, byMs: number): Instant {
  return new Date(Date.parse(instant) + byMs).toISOString();
}
