import type { Selectable } from 'kysely';
import type { Instant } from '../domain/instant.js';
import type { Clock, Pace } from '../domain/ports.js';
import { sleep } from '../lib/sleep.js';
import { immediately } from './immediate.js';
import type { Base } from './open.js';
import type { PaceTable } from './schema.js';

const WINDOW_MS = 60_000;
/** So often a waiting request looks again: another process may have been told to wait. */
const STEP_MS = 1_000;

export interface PaceLimits {
  /** In any minute. */
  perChatMinute: number;
  /** At least so long from the start of one request to the start of the next. */
  gapMs: number;
}

type Row = Selectable<PaceTable>;

/** One small transaction a request; what is older than a minute is forgotten. */
export class SqlPace implements Pace {
  constructor(
    private readonly base: Base,
    private readonly limits: PaceLimits,
    private readonly clock: Clock,
  ) {}

  async take(chatId: number, signal: AbortSignal): Promise<{ blockedMs: number }> {
    for (;;) {
      const { blockedMs, waitMs } = await this.ask(chatId);
      if (blockedMs > 0 || waitMs === 0) return { blockedMs };
      await sleep(Math.min(waitMs, STEP_MS), signal);
    }
  }

  async block(chatId: number, forMs: number): Promise<void> {
    await this.base
      .insertInto('pace')
      .values({ chatId, at: this.at(0), blockedUntil: this.at(forMs) })
      .execute();
  }

  /** Grants the request (both 0), or says how long to wait at least. */
  private ask(chatId: number): Promise<{ blockedMs: number; waitMs: number }> {
    return immediately(this.base, async (base) => {
      await this.forget(base);
      const rows = await base.selectFrom('pace').selectAll().where('chatId', '=', chatId).orderBy('at').execute();
      const nowMs = this.clock().getTime();
      const wait = { blockedMs: blockedFor(rows, nowMs), waitMs: waitFor(rows, this.limits, nowMs) };
      if (wait.blockedMs === 0 && wait.waitMs === 0) {
        await base
          .insertInto('pace')
          .values({ chatId, at: this.at(0), blockedUntil: null })
          .execute();
      }
      return wait;
    });
  }

  private async forget(base: Base): Promise<void> {
    await base
      .deleteFrom('pace')
      .where((row) =>
        row.or([
          row.and([row('blockedUntil', 'is', null), row('at', '<=', this.at(-WINDOW_MS))]),
          row('blockedUntil', '<=', this.at(0)),
          // The clock was put back: nobody knows any more when that was.
          row('at', '>', this.at(WINDOW_MS)),
        ]),
      )
      .execute();
  }

  private at(afterMs: number): Instant {
    return new Date(this.clock().getTime() + afterMs).toISOString();
  }
}

function blockedFor(rows: Row[], nowMs: number): number {
  return Math.max(0, ...rows.map((row) => (row.blockedUntil ? Date.parse(row.blockedUntil) - nowMs : 0)));
}

/** `rows` in the order of time. */
function waitFor(rows: Row[], { perChatMinute, gapMs }: PaceLimits, nowMs: number): number {
  const times = rows.filter((row) => row.blockedUntil === null).map((row) => Date.parse(row.at));
  // Where the clock was put back a little, some are of the future: they count, but there is no gap to keep to them.
  const last = times.findLast((time) => time <= nowMs);
  const crowding = times.at(-perChatMinute);
  return Math.max(
    0,
    last === undefined ? 0 : last + gapMs - nowMs,
    crowding === undefined ? 0 : crowding + WINDOW_MS - nowMs,
  );
}
