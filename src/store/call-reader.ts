import type { SelectQueryBuilder } from 'kysely';
import { type Place, STAGES } from '../domain/call.js';
import type { Instant } from '../domain/instant.js';
import type { Delivery } from '../domain/ports.js';
import { mayBegin } from '../domain/search/short-id.js';
import type { Status, StoredCall } from '../domain/stored.js';
import { type CallRow, factsOf } from './call-row.js';
import { deliveriesOf } from './deliveries.js';
import type { Base } from './open.js';
import type { Schema } from './schema.js';

/** `from` is included, `to` is not; `number` matches the end of the client's digits. */
export interface CallFilter {
  limit: number;
  from?: Instant;
  to?: Instant;
  status?: Status;
  number?: string;
}

/** How many ids are named when a beginning fits several. */
const CANDIDATES = 10;

export type Calls = SelectQueryBuilder<Schema, 'calls', Record<never, never>>;

/** Stored calls, newest first. */
export async function listCalls(base: Base, filter: CallFilter): Promise<StoredCall[]> {
  let calls: Calls = base.selectFrom('calls').orderBy('startedAt', 'desc').limit(filter.limit);
  if (filter.from) calls = calls.where('startedAt', '>=', filter.from);
  if (filter.to) calls = calls.where('startedAt', '<', filter.to);
  if (filter.number) calls = calls.where('client', 'like', `%${filter.number}`);
  if (filter.status) calls = withStatus(calls, filter.status);
  const rows = await calls.selectAll().execute();
  return Promise.all(rows.map((row) => readCall(base, row)));
}

/** Calls by the ids of their sessions, in this order. */
export async function readCalls(base: Base, ids: string[]): Promise<StoredCall[]> {
  const calls = await Promise.all(ids.map((id) => findCall(base, id)));
  return calls.filter((call) => call !== null);
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

async function readCall(base: Base, row: CallRow): Promise<StoredCall> {
  return storedCall(row, await costOf(base, row.id), await deliveriesOf(base, row.id));
}

export function storedCall(row: CallRow, cost: number | null, deliveries: Delivery[]): StoredCall {
  return {
    facts: factsOf(row),
    place: row.place as Place,
    dueAt: row.dueAt,
    attempts: row.attempts,
    live: row.live === 1,
    notify: row.notify === 1,
    skipReason: row.skipReason,
    error: parsed(row.error),
    audio: parsed(row.audio),
    transcript: parsed(row.transcript),
    analysis: parsed(row.analysis),
    passed: JSON.parse(row.passed),
    foundAt: row.foundAt,
    cost,
    deliveries,
  };
}

async function costOf(base: Base, callId: string): Promise<number | null> {
  const answers = await base.selectFrom('answers').select('costUsd').where('callId', '=', callId).execute();
  return answers.reduce<number | null>(
    (sum, answer) => (sum === null || answer.costUsd === null ? null : sum + answer.costUsd),
    0,
  );
}

export function withStatus(calls: Calls, status: Status): Calls {
  if (status === 'done' || status === 'skipped') return calls.where('place', '=', status);
  return calls.where('place', 'in', STAGES).where('dueAt', status === 'failed' ? 'is' : 'is not', null);
}

export function parsed<Value>(text: string | null): Value | null {
  return text === null ? null : (JSON.parse(text) as Value);
}
