import { type SelectQueryBuilder, sql } from 'kysely';
import { type Place, STAGES } from '../domain/call.js';
import type { Instant } from '../domain/instant.js';
import type { Delivery } from '../domain/ports.js';
import { mayBegin } from '../domain/search/short-id.js';
import type { Status, StoredCall } from '../domain/stored.js';
import { type CallRow, factsOf } from './call-row.js';
import { deliveriesOf } from './deliveries.js';
import { analysisIn, parsed, transcriptIn } from './kept.js';
import type { Base } from './open.js';
import type { Schema } from './schema.js';

/** `from` is included, `to` is not; `number` matches the end of the client's digits. */
export interface CallFilter {
  limit: number;
  from?: Instant;
  to?: Instant;
  status?: Status;
  number?: string;
  /** Only those in which words were heard. */
  isSpoken?: boolean;
}

/** How many ids are named when a beginning fits several. */
const CANDIDATES = 10;

/** SQLite takes 32,766 values in one statement. */
const AT_ONCE = 10_000;

export type Calls = SelectQueryBuilder<Schema, 'calls', Record<never, never>>;

/** Stored calls, newest first. */
export async function listCalls(base: Base, filter: CallFilter): Promise<StoredCall[]> {
  const calls: Calls = base.selectFrom('calls').orderBy('startedAt', 'desc').limit(filter.limit);
  return readRows(base, await chosen(calls, filter).selectAll().execute());
}

/** Calls by the ids of their sessions, in this order. */
export async function readCalls(base: Base, ids: string[]): Promise<StoredCall[]> {
  const byId = new Map<string, CallRow>();
  for (const some of batches(ids)) {
    const rows = await base.selectFrom('calls').selectAll().where('id', 'in', some).execute();
    for (const row of rows) byId.set(row.id, row);
  }
  return readRows(
    base,
    ids.flatMap((id) => byId.get(id) ?? []),
  );
}

/**
 * The call with this id: the session's, or that of any of its legs. An id may be shortened to its beginning (shortId);
 * throws when that is the beginning of several.
 */
export async function findCall(base: Base, anyId: string): Promise<StoredCall | null> {
  const leg = base.selectFrom('legs').select('callId').where('id', '=', anyId);
  const row = await base
    .selectFrom('calls')
    .selectAll()
    .where((call) => call.or([call('id', '=', anyId), call('id', 'in', leg)]))
    .executeTakeFirst();
  if (row) return readCall(base, row);
  const id = mayBegin(anyId) ? await findBegun(base, anyId) : null;
  return id === null ? null : findCall(base, id);
}

async function findBegun(base: Base, beginning: string): Promise<string | null> {
  const end = `${beginning}\u{10ffff}`;
  const legs = base.selectFrom('legs').select('callId as id').where('id', '>=', beginning).where('id', '<', end);
  const rows = await base
    .selectFrom('calls')
    .select('id')
    .where('id', '>=', beginning)
    .where('id', '<', end)
    .union(legs)
    .limit(CANDIDATES + 1)
    .execute();
  if (rows.length < 2) return rows[0]?.id ?? null;
  const ids = rows.slice(0, CANDIDATES).map((row) => row.id);
  throw new Error(`several ids begin with ${beginning}: ${ids.join(', ')}${rows.length > CANDIDATES ? ', …' : ''}`);
}

async function readCall(base: Base, row: CallRow): Promise<StoredCall | null> {
  return (await readRows(base, [row]))[0] ?? null;
}

export async function readRows(base: Base, rows: CallRow[]): Promise<StoredCall[]> {
  const calls: StoredCall[] = [];
  for (const some of batches(rows)) calls.push(...(await readBatch(base, some)));
  return calls;
}

/** With one query for all of them each: a query for every call takes longer than all the rest. */
async function readBatch(base: Base, rows: CallRow[]): Promise<StoredCall[]> {
  const ids = rows.map((row) => row.id);
  const costs = await base
    .selectFrom('answers')
    .select(['callId', sql<number | null>`case when count(*) = count(cost_usd) then sum(cost_usd) end`.as('usd')])
    .where('callId', 'in', ids)
    .groupBy('callId')
    .execute();
  const costOf = new Map(costs.map(({ callId, usd }) => [callId, usd]));
  const deliveries = await deliveriesOf(base, ids);
  return rows.map((row) => {
    const cost = costOf.get(row.id);
    return storedCall(row, cost === undefined ? 0 : cost, deliveries.get(row.id) ?? []);
  });
}

function storedCall(row: CallRow, cost: number | null, deliveries: Delivery[]): StoredCall {
  return {
    facts: factsOf(row),
    place: row.place as Place,
    dueAt: row.dueAt,
    attempts: row.attempts,
    live: row.live === 1,
    notify: row.notify === 1,
    take: row.take,
    skipReason: row.skipReason,
    error: parsed(row.error),
    audio: parsed(row.audio),
    transcript: transcriptIn(row.transcript),
    analysis: analysisIn(row.analysis),
    passed: JSON.parse(row.passed),
    foundAt: row.foundAt,
    cost,
    deliveries,
  };
}

function* batches<Item>(items: Item[]): Generator<Item[]> {
  for (let from = 0; from < items.length; from += AT_ONCE) yield items.slice(from, from + AT_ONCE);
}

/** By when a call began, with whom, and how it ended. */
export function chosen(calls: Calls, filter: Omit<CallFilter, 'limit'>): Calls {
  let found = calls;
  if (filter.from) found = found.where('startedAt', '>=', filter.from);
  if (filter.to) found = found.where('startedAt', '<', filter.to);
  if (filter.number) found = found.where('client', 'like', `%${filter.number}`);
  if (filter.isSpoken)
    found = found.where(sql<string>`transcript ->> 'wordless'`, 'is', null).where('analysis', 'is not', null);
  return filter.status ? withStatus(found, filter.status) : found;
}

function withStatus(calls: Calls, status: Status): Calls {
  if (status === 'done' || status === 'skipped') return calls.where('place', '=', status);
  return calls.where('place', 'in', STAGES).where('dueAt', status === 'failed' ? 'is' : 'is not', null);
}
