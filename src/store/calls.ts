import { randomUUID } from 'node:crypto';
import { sql, type Updateable } from 'kysely';
import { type CallError, type CallFacts, type Held, type Made, STAGES, type StageName } from '../domain/call.js';
import { LONGEST_WAIT_MS } from '../domain/due.js';
import type { Instant } from '../domain/instant.js';
import type { CallIds, CallStore, Clock, Entry, Outcome } from '../domain/ports.js';
import { TOLD } from './audit.js';
import { BEGINNING, type CallRow, heldOf, nextPlace } from './call-row.js';
import { dueAt } from './due.js';
import { type Enqueued, enqueue } from './enqueue.js';
import { immediately } from './immediate.js';
import type { Base } from './open.js';
import type { CallTable } from './schema.js';
import { takeVersion } from './versions.js';

/** So long after they are due calls that were told of together are left to be told of together again. */
const TOGETHER_FIRST_MS = 2_000;

/**
 * The calls and where they stand. `due_at` is both the backoff and the end of the lease: a waiting call, a postponed
 * one and one whose worker died are all found by `due_at <= now`. A call has a `due_at` exactly when somebody will
 * still take it. Times are taken inside the transactions, which may have been waited for.
 */
export class SqlCallStore implements CallStore {
  constructor(
    private readonly base: Base,
    private readonly clock: Clock,
  ) {}

  enqueue(call: CallFacts, entry: Entry): Promise<Enqueued> {
    return enqueue(this.base, call, entry, this.at(0));
  }

  async claim(
    limit: number,
    holdMs: number,
    which: 'all' | 'live' = 'all',
    inHand: CallIds = new Set(),
  ): Promise<Held[]> {
    return immediately(this.base, async (base) => {
      const isDue = dueAt(this.clock());
      const others = [...inHand.keys()];
      await base
        .updateTable('calls')
        .set(BEGINNING)
        .where('reopened', '=', 1)
        .where(isDue)
        .where('id', 'not in', others)
        .execute();
      const due = base
        .selectFrom('calls')
        .select('id')
        .where(isDue)
        .where('live', '>=', which === 'live' ? 1 : 0)
        .where('id', 'not in', others)
        .where(({ not, exists }) => not(exists(this.toldTogether(base))))
        .orderBy('live', 'desc')
        .orderBy('startedAt')
        .limit(limit);
      const rows = await base
        .updateTable('calls')
        .set((row) => ({ lease: randomUUID(), dueAt: this.at(holdMs), attempts: row('attempts', '+', 1) }))
        .where('id', 'in', due)
        .returningAll()
        .execute();
      return rows.sort(byTurn).map(heldOf);
    });
  }

  async claimOne(id: string, holdMs: number): Promise<Held | null> {
    return immediately(this.base, async (base) => {
      const row = await base
        .updateTable('calls')
        .set((row) => ({ lease: randomUUID(), dueAt: this.at(holdMs), attempts: row('attempts', '+', 1) }))
        .where('id', '=', id)
        .where('place', 'in', STAGES)
        .where((row) => row.or([row('lease', 'is', null), dueAt(this.clock())(row)]))
        .returningAll()
        .executeTakeFirst();
      return row ? heldOf(row) : null;
    });
  }

  async renew(held: Held, holdMs: number): Promise<boolean> {
    return immediately(this.base, (base) => updateHeld(base, held, { dueAt: this.at(holdMs) }));
  }

  async advance(held: Held, made: Made, holdMs: number): Promise<Held | null> {
    return immediately(this.base, (base) => this.advanceIn(base, held, made, holdMs));
  }

  async settle(held: Held, outcome: Outcome): Promise<void> {
    const { afterMs, givesBack, error } = outcome;
    await immediately(this.base, async (base) => {
      if (await this.reopen(base, held)) return;
      await updateHeld(base, held, {
        lease: null,
        dueAt: afterMs === null ? null : this.at(Math.min(afterMs, LONGEST_WAIT_MS)),
        attempts: givesBack ? held.attempts - 1 : held.attempts,
        ...(error ? { error: JSON.stringify(error) } : {}),
      });
    });
  }

  async restore(held: Held, error: CallError): Promise<boolean> {
    return immediately(this.base, async (base) => {
      const former = await takeVersion(base, held.call);
      if (!former) return false;
      const ended = { place: 'done', lease: null, dueAt: null, attempts: 0 } as const;
      return updateHeld(base, held, { ...former, ...ended, error: JSON.stringify(error) });
    });
  }

  private async advanceIn(base: Base, held: Held, made: Made, holdMs: number): Promise<Held | null> {
    const place = nextPlace(made.stage);
    const ended = place === 'done';
    const row = await base
      .updateTable('calls')
      .set({
        ...columnOf(made),
        place,
        attempts: ended ? 0 : 1,
        error: null,
        dueAt: ended ? null : this.at(holdMs),
        ...(ended ? { lease: null, doneAt: this.at(0), notify: wished(held) } : {}),
        passed: sql<string>`json_set(passed, ${`$.${made.stage}`}, ${this.at(0)})`,
      })
      .where('id', '=', held.call.id)
      .where('lease', '=', held.lease)
      .where('reopened', '=', 0)
      .returningAll()
      .executeTakeFirst();
    if (!row) await this.reopen(base, held);
    return row && !ended ? heldOf(row) : null;
  }

  async wake(stage: StageName): Promise<void> {
    const now = this.at(0);
    await this.base
      .updateTable('calls')
      .set({ dueAt: now })
      .where('place', '=', stage)
      .where('lease', 'is', null)
      .where('dueAt', '>', now)
      .execute();
  }

  /** One message for many may have told of the call, and may still be repeated for all of them. */
  private toldTogether(base: Base) {
    return base
      .selectFrom('deliveries')
      .select('callId')
      .where('callId', '=', sql.ref<string>('calls.id'))
      .where('kind', '=', 'digest')
      .where('state', '=', 'sending')
      .where(sql.ref('calls.dueAt'), '>', this.at(-TOGETHER_FIRST_MS));
  }

  /** Something joined while we held the call: it starts anew. */
  private async reopen(base: Base, held: Held): Promise<boolean> {
    const result = await base
      .updateTable('calls')
      .set({ ...BEGINNING, dueAt: this.at(0) })
      .where('id', '=', held.call.id)
      .where('lease', '=', held.lease)
      .where('reopened', '=', 1)
      .executeTakeFirst();
    return result.numUpdatedRows > 0n;
  }

  private at(afterMs: number): Instant {
    return new Date(this.clock().getTime() + afterMs).toISOString();
  }
}

/** What an update returns comes in any order. */
function byTurn(a: CallRow, b: CallRow): number {
  return b.live - a.live || (a.startedAt < b.startedAt ? -1 : 1);
}

/** Carried to its end in silence, a call that has no card is to have none: an audit would miss it else. */
function wished({ call }: Held) {
  return call.notify ? sql<number>`notify` : sql<number>`${TOLD} and notify`;
}

async function updateHeld(base: Base, held: Held, columns: Updateable<CallTable>): Promise<boolean> {
  const result = await base
    .updateTable('calls')
    .set(columns)
    .where('id', '=', held.call.id)
    .where('lease', '=', held.lease)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

function columnOf(made: Made): Updateable<CallTable> {
  switch (made.stage) {
    case 'download':
      return { audio: JSON.stringify(made.audio) };
    case 'transcribe':
      return { transcript: JSON.stringify(made.transcript) };
    case 'analyze':
      return { analysis: JSON.stringify(made.analysis) };
    case 'notify':
      return {};
  }
}
