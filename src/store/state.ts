import type { CallFacts, Place, StageName } from '../domain/call.js';
import type { Instant } from '../domain/instant.js';
import type { Base } from './open.js';

/** Calls that somebody will still take, and the end of the oldest of them. */
export async function queueState(base: Base): Promise<{ waiting: number; oldest: Instant | null }> {
  const row = await base
    .selectFrom('calls')
    .select(({ fn }) => [fn.countAll<number>().as('waiting'), fn.min('endedAt').as('oldest')])
    .where('dueAt', 'is not', null)
    .executeTakeFirstOrThrow();
  return { waiting: Number(row.waiting), oldest: row.oldest };
}

/** When a call ended and when it passed each stage. */
export interface Passage {
  endedAt: Instant;
  passed: Partial<Record<StageName, Instant>>;
}

/** The passages of the live calls that were finished last. */
export async function lastPassages(base: Base, limit: number): Promise<Passage[]> {
  const rows = await base
    .selectFrom('calls')
    .select(['endedAt', 'passed'])
    .where('place', '=', 'done')
    .where('live', '=', 1)
    .orderBy('doneAt', 'desc')
    .limit(limit)
    .execute();
  return rows.map(({ endedAt, passed }) => ({ endedAt, passed: JSON.parse(passed) }));
}

/** Where a call stands, by its own id or that of any leg; undefined when it is not in the base. */
export async function standingOf(base: Base, { id, legs }: Pick<CallFacts, 'id' | 'legs'>) {
  const ids = legs.map((leg) => leg.id);
  const byLeg = base.selectFrom('legs').select('callId').where('id', 'in', ids);
  const row = await base
    .selectFrom('calls')
    .select(['place', 'dueAt', 'live'])
    .where((call) => call.or([call('id', '=', id), call('id', 'in', byLeg)]))
    .executeTakeFirst();
  return row && { place: row.place as Place, dueAt: row.dueAt, live: row.live === 1 };
}
