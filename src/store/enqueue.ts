import type { CallFacts } from '../domain/call.js';
import { isDue } from '../domain/due.js';
import type { Instant } from '../domain/instant.js';
import { merge } from '../domain/legs.js';
import type { Entry } from '../domain/ports.js';
import { BEGINNING, type CallRow, factColumns, factsOf } from './call-row.js';
import { immediately } from './immediate.js';
import type { Base } from './open.js';

export type Enqueued = 'new' | 'changed' | 'known';

/** Stores a call that is new and merges one that is known by its id or by any of its legs. */
export async function enqueue(base: Base, call: CallFacts, entry: Entry, now: Instant): Promise<Enqueued> {
  return immediately(base, async (transaction) => {
    const known = await findKnown(transaction, call);
    return known ? mergeInto(transaction, known, call, entry, now) : insert(transaction, call, entry, now);
  });
}

async function findKnown(base: Base, call: CallFacts): Promise<CallRow | undefined> {
  const byId = await base.selectFrom('calls').selectAll().where('id', '=', call.id).executeTakeFirst();
  if (byId) return byId;
  const legs = call.legs.map((leg) => leg.id);
  return base
    .selectFrom('calls')
    .selectAll('calls')
    .innerJoin('legs', 'legs.callId', 'calls.id')
    .where('legs.id', 'in', legs)
    .executeTakeFirst();
}

async function insert(base: Base, call: CallFacts, entry: Entry, now: Instant): Promise<Enqueued> {
  const skipReason = entry.skip(call);
  await base
    .insertInto('calls')
    .values({
      ...BEGINNING,
      ...factColumns(call),
      id: call.id,
      place: skipReason === null ? 'download' : 'skipped',
      skipReason,
      dueAt: skipReason === null ? now : null,
      live: entry.live ? 1 : 0,
      notify: entry.notify ? 1 : 0,
      take: 0,
      passed: '{}',
      foundAt: now,
    })
    .execute();
  await insertLegs(base, call);
  return 'new';
}

async function mergeInto(base: Base, row: CallRow, call: CallFacts, entry: Entry, now: Instant): Promise<Enqueued> {
  const merged = merge(factsOf(row), call);
  if (!merged) return 'known';
  await base
    .updateTable('calls')
    .set({ ...factColumns(merged), ...reopening(row, entry.skip(merged) !== null, now) })
    .where('id', '=', row.id)
    .execute();
  await insertLegs(base, merged);
  return 'changed';
}

/** A call in a worker's hands is only marked: the worker puts it back to its start when it lets go. */
function reopening(row: CallRow, unworthy: boolean, now: Instant) {
  if (row.place === 'skipped' && unworthy) return {};
  const held = row.lease !== null && row.dueAt !== null && !isDue(row.dueAt, new Date(now));
  return held ? { reopened: 1 } : { ...BEGINNING, dueAt: now };
}

async function insertLegs(base: Base, call: CallFacts): Promise<void> {
  await base
    .insertInto('legs')
    .values(call.legs.map((leg) => ({ id: leg.id, callId: call.id })))
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}
