import { randomUUID } from 'node:crypto';
import { type Selectable, sql } from 'kysely';
import { ASKERS, type Asker, type Budget, type Clock } from '../domain/ports.js';
import { sleep } from '../lib/sleep.js';
import { immediately } from './immediate.js';
import { SqlMemory } from './memory.js';
import type { Base } from './open.js';
import type { BudgetTable } from './schema.js';

const WINDOW_MS = 60_000;
/** In any half of the window one request is kept back, so that a new call never waits a whole minute to be seen. */
const HALF_MS = WINDOW_MS / 2;
/** A waiting process that was not heard of for so long is gone. */
const SILENCE_MS = 5_000;
const STEP_MS = 1_000;

type Kind = 'statistics' | 'all';
type Row = Selectable<BudgetTable>;

/**
 * Requests per minute, counted in the base for all processes. The schedule may take two thirds of the statistics
 * requests; a webhook any (its pass replaces a scheduled one); the others one third between them while a schedule runs.
 */
export class SqlBudget implements Budget {
  constructor(
    private readonly base: Base,
    private readonly limits: Record<Kind, number>,
    private readonly clock: Clock,
  ) {}

  async take(kind: Kind, asker: Asker, signal: AbortSignal): Promise<void> {
    const ticket: Row = {
      id: randomUUID(),
      kind,
      rank: ASKERS.indexOf(asker),
      askedAt: this.at(0),
      seenAt: this.at(0),
      grantedAt: null,
    };
    try {
      for (;;) {
        const waitMs = await this.ask(ticket);
        if (waitMs === 0) return;
        await sleep(Math.min(waitMs, STEP_MS), signal);
      }
    } catch (error) {
      await this.base.deleteFrom('budget').where('id', '=', ticket.id).execute();
      throw error;
    }
  }

  async block(kind: Kind, forMs: number): Promise<void> {
    await new SqlMemory(this.base, this.clock).set(blockOf(kind), this.at(forMs));
  }

  /** Grants the request (0), or says how long to wait at least. */
  private ask(ticket: Row): Promise<number> {
    return immediately(this.base, async (base) => {
      await this.bringBack(base);
      await base
        .deleteFrom('budget')
        .where((row) =>
          row.or([
            row('grantedAt', '<=', this.at(-WINDOW_MS)),
            row.and([row('grantedAt', 'is', null), row('seenAt', '<', this.at(-SILENCE_MS))]),
          ]),
        )
        .execute();
      const rows = await base.selectFrom('budget').selectAll().execute();
      const blockedMs = await this.blockedFor(base, ticket.kind as Kind);
      const waitMs = Math.max(blockedMs, waitFor(ticket, rows, this.limits, this.clock().getTime()));
      const state = { ...ticket, seenAt: this.at(0), grantedAt: waitMs === 0 ? this.at(0) : null };
      await base
        .insertInto('budget')
        .values(state)
        .onConflict((conflict) => conflict.column('id').doUpdateSet(state))
        .execute();
      return waitMs;
    });
  }

  /** A block that was set in the future is none: the clock was put back. */
  private async blockedFor(base: Base, kind: Kind): Promise<number> {
    const names = kind === 'statistics' ? [blockOf(kind), blockOf('all')] : [blockOf(kind)];
    const rows = await base
      .selectFrom('memory')
      .select('value')
      .where('name', 'in', names)
      .where('updatedAt', '<=', this.at(0))
      .execute();
    return Math.max(0, ...rows.map((row) => Date.parse(row.value) - this.clock().getTime()));
  }

  /** What lies in the future since the clock was put back counts as of now: it is over as soon as it would have been. */
  private async bringBack(base: Base): Promise<void> {
    const now = this.at(0);
    await base
      .updateTable('budget')
      .set({ seenAt: sql`min(seen_at, ${now})`, grantedAt: sql`min(granted_at, ${now})` })
      .where((row) => row.or([row('seenAt', '>', now), row('grantedAt', '>', now)]))
      .execute();
  }

  private at(afterMs: number): string {
    return new Date(this.clock().getTime() + afterMs).toISOString();
  }
}

const SCHEDULE = ASKERS.indexOf('schedule');
const WEBHOOK = ASKERS.indexOf('webhook');

function waitFor(ticket: Row, rows: Row[], limits: Record<Kind, number>, nowMs: number): number {
  const granted = rows.filter((row) => row.grantedAt !== null);
  const untilRoom = (taken: Row[], limit: number, windowMs = WINDOW_MS) =>
    taken.length < limit ? 0 : untilOldestEnds(taken, windowMs, nowMs);
  const overall = untilRoom(granted, limits.all);
  if (ticket.kind !== 'statistics') return overall;

  const statistics = granted.filter((row) => row.kind === 'statistics');
  const recent = statistics.filter((row) => grantedMs(row) > nowMs - HALF_MS);
  const share = shareOf(ticket, statistics, limits.statistics);
  const ahead = rows.some((row) => row.grantedAt === null && row.kind === 'statistics' && goesBefore(row, ticket));
  return Math.max(
    overall,
    untilRoom(statistics, limits.statistics),
    untilRoom(share.taken, share.limit),
    untilRoom(recent, Math.max(1, limits.statistics - 1), HALF_MS),
    ahead ? STEP_MS / 4 : 0,
  );
}

function shareOf(ticket: Row, statistics: Row[], limit: number): { taken: Row[]; limit: number } {
  const scheduled = statistics.filter((row) => row.rank === SCHEDULE);
  const scheduledLimit = Math.max(1, Math.floor((limit * 2) / 3));
  if (ticket.rank === SCHEDULE) return { taken: scheduled, limit: scheduledLimit };
  if (ticket.rank === WEBHOOK || scheduled.length === 0) return { taken: [], limit: 1 };
  const asked = statistics.filter((row) => row.rank !== SCHEDULE && row.rank !== WEBHOOK);
  return { taken: asked, limit: Math.max(1, limit - scheduledLimit) };
}

/** The schedule gives way to webhooks only: the others wait for a share of their own. */
function goesBefore(other: Row, ticket: Row): boolean {
  if (other.id === ticket.id) return false;
  if (ticket.rank === SCHEDULE) return other.rank === WEBHOOK;
  if (other.rank === SCHEDULE) return false;
  return other.rank < ticket.rank || (other.rank === ticket.rank && other.askedAt < ticket.askedAt);
}

function untilOldestEnds(taken: Row[], windowMs: number, nowMs: number): number {
  return Math.max(50, Math.min(...taken.map(grantedMs)) + windowMs - nowMs);
}

function grantedMs(row: Row): number {
  return Date.parse(row.grantedAt ?? row.seenAt);
}

function blockOf(kind: Kind): string {
  return `budget.block.${kind}`;
}
