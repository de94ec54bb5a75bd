import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { type BriefCall, MOST_SINGLES, needsOwnCard } from '../domain/backlog.js';
import type { CallError } from '../domain/call.js';
import type { Instant } from '../domain/instant.js';
import { LATE_MS } from '../domain/lateness.js';
import type { Backlog, Batch, Clock, Sent } from '../domain/ports.js';
import type { Wordless } from '../domain/transcript/transcript.js';
import { BEGINNING, FACTS, factsOf } from './call-row.js';
import { immediately } from './immediate.js';
import { analysisIn } from './kept.js';
import type { Base } from './open.js';

/**
 * Live calls that ended long ago, stand before `notify` in nobody's hands, and of which nothing stands in the group, or
 * may stand there, but a message of many that may have arrived.
 */
export class SqlBacklog implements Backlog {
  constructor(
    private readonly base: Base,
    private readonly clock: Clock,
  ) {}

  async isLong(): Promise<boolean> {
    const { cards, due, unsure } = await this.waiting(this.base)
      .select(({ fn }) => fn.countAll<number>().as('cards'))
      .select(sql<number | null>`sum(due_at <= ${this.at(0)})`.as('due'))
      .select(sql<number | null>`sum(digest.state = 'sending')`.as('unsure'))
      .executeTakeFirstOrThrow();
    return (due ?? 0) > 0 && (cards > MOST_SINGLES || (unsure ?? 0) > 1);
  }

  async take(holdMs: number): Promise<Batch | null> {
    return immediately(this.base, async (base) => {
      const rows = await this.waiting(base)
        .select(FACTS)
        .select(['analysis', 'digest.state as told'])
        .select(sql<Wordless | null>`json_extract(transcript, '$.wordless')`.as('wordless'))
        .orderBy('startedAt')
        .execute();
      const isRepeat = rows.filter(({ told }) => told === 'sending').length > 1;
      if (!isRepeat && rows.length <= MOST_SINGLES) return null;
      const calls = rows
        .filter(({ told }) => (told === 'sending') === isRepeat)
        .map(
          (row): BriefCall => ({
            facts: factsOf(row),
            wordless: row.wordless,
            // Before `notify` there is one.
            analysis: analysisIn(row.analysis) ?? { none: 'wordless' },
          }),
        )
        .filter((call) => !needsOwnCard(call));
      if (calls.length < 2) return null;
      const batch = { lease: randomUUID(), isRepeat, calls };
      await base
        .updateTable('calls')
        .set({ lease: batch.lease, dueAt: this.at(holdMs) })
        .where('id', 'in', idsOf(batch))
        .execute();
      return batch;
    });
  }

  async renew(batch: Batch, holdMs: number): Promise<boolean> {
    const result = await this.held(this.base, batch)
      .set({ dueAt: this.at(holdMs) })
      .executeTakeFirst();
    return result.numUpdatedRows > 0n;
  }

  async sending(batch: Batch): Promise<void> {
    await immediately(this.base, async (base) => {
      const ours = base.selectFrom('calls').where('lease', '=', batch.lease).where('id', 'in', idsOf(batch));
      const result = await base
        .insertInto('deliveries')
        .columns(['callId', 'kind', 'state'])
        .expression(ours.select(['id', sql.lit('digest').as('kind'), sql.lit('sending').as('state')]))
        .onConflict((conflict) => conflict.columns(['callId', 'kind']).doUpdateSet({ state: 'sending' }))
        .executeTakeFirst();
      if (Number(result.numInsertedOrUpdatedRows) < batch.calls.length)
        throw new Error('the lease of the backlog is lost');
    });
  }

  async refused(batch: Batch): Promise<void> {
    await this.tellings(this.base, batch).set({ state: 'pending' }).execute();
  }

  async sent(batch: Batch, { chatId, messageId }: Sent, digest: string): Promise<void> {
    const sentAt = this.at(0);
    await immediately(this.base, async (base) => {
      await this.tellings(base, batch).set({ state: 'sent', chatId, messageId, sentAt, digest }).execute();
      await this.startAnew(base, batch);
      await this.held(base, batch)
        .set({ place: 'done', lease: null, dueAt: null, doneAt: sentAt, attempts: 0, error: null })
        .set({ passed: sql<string>`json_set(passed, '$.notify', ${sentAt})` })
        .execute();
    });
  }

  async putBack(batch: Batch, afterMs: number, error: CallError | null): Promise<void> {
    await immediately(this.base, async (base) => {
      await this.startAnew(base, batch);
      await this.held(base, batch)
        .set({ lease: null, dueAt: this.at(afterMs), ...(error ? { error: JSON.stringify(error) } : {}) })
        .execute();
    });
  }

  /** Something joined those while we held them. */
  private async startAnew(base: Base, batch: Batch): Promise<void> {
    await this.held(base, batch)
      .set({ ...BEGINNING, dueAt: this.at(0) })
      .where('reopened', '=', 1)
      .execute();
  }

  private held(base: Base, batch: Batch) {
    return base.updateTable('calls').where('lease', '=', batch.lease).where('id', 'in', idsOf(batch));
  }

  private tellings(base: Base, batch: Batch) {
    return base.updateTable('deliveries').where('kind', '=', 'digest').where('callId', 'in', idsOf(batch));
  }

  private waiting(base: Base) {
    return (
      base
        .selectFrom('calls')
        .leftJoin('deliveries as card', (join) =>
          join.onRef('card.callId', '=', 'calls.id').on('card.kind', '=', 'card'),
        )
        .leftJoin('deliveries as digest', (join) =>
          join.onRef('digest.callId', '=', 'calls.id').on('digest.kind', '=', 'digest'),
        )
        // Literal: SQLite takes a partial index only where it sees the words that the index has.
        .where('place', '=', sql.lit('notify'))
        .where('dueAt', 'is not', null)
        .where('live', '=', 1)
        .where('notify', '=', 1)
        .where('endedAt', '<=', this.at(-LATE_MS))
        .where('reopened', '=', 0)
        .where((row) => row.or([row('lease', 'is', null), row('dueAt', '<=', this.at(0))]))
        .where((row) => row.or([row('card.state', 'is', null), row('card.state', '=', 'pending')]))
        .where((row) => row.or([row('digest.state', 'is', null), row('digest.state', '<>', 'sent')]))
    );
  }

  private at(afterMs: number): Instant {
    return new Date(this.clock().getTime() + afterMs).toISOString();
  }
}

/** As one value: SQLite takes 32,766 of them in a statement. */
function idsOf({ calls }: Batch) {
  return sql<string>`(select value from json_each(${JSON.stringify(calls.map(({ facts }) => facts.id))}))`;
}
