import type { SelectQueryBuilder } from 'kysely';
import { type Place, STAGES } from '../domain/call.js';
import type { Instant } from '../domain/instant.js';
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

type Calls = SelectQueryBuilder<Schema, 'calls', Record<never, never>>;

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

/** The call with this id: the session's, or that of any of its legs. */
export async function findCall(base: Base, anyId: string): Promise<StoredCall | null> {
  const leg = base.selectFrom('legs').select('callId').where('id', '=', anyId);
  const row = await base
    .selectFrom('calls')
    .selectAll()
    .where((call) => call.or([call('id', '=', anyId), call('id', 'in', leg)]))
    .executeTakeFirst();
  return row ? readCall(base, row) : null;
}

async function readCall(base: Base, row: CallRow): Promise<StoredCall> {
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
    cost: await costOf(base, row.id),
    deliveries: await deliveriesOf(base, row.id),
  };
}

async function costOf(base: Base, callId: string): Promise<number | null> {
  const answers = await base.selectFrom('answers').select('costUsd').where('callId', '=', callId).execute();
  return answers.reduce<number | null>(
    (sum, answer) => (sum === null || answer.costUsd === null ? null : sum + answer.costUsd),
    0,
  );
}

function withStatus(calls: Calls, status: Status): Calls {
  if (status === 'done' || status === 'skipped') return calls.where('place', '=', status);
  return calls.where('place', 'in', STAGES).where('dueAt', status === 'failed' ? 'is' : 'is not', null);
}

function parsed<Value>(text: string | null): Value | null {
  return text === null ? null : (JSON.parse(text) as Value);
}
