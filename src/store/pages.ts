import { sql } from 'kysely';
import type { Instant } from '../domain/instant.js';
import type { Delivery } from '../domain/ports.js';
import type { Status, StoredCall } from '../domain/stored.js';
import { type Calls, storedCall, withStatus } from './call-reader.js';
import type { CallRow } from './call-row.js';
import { deliveryOf } from './deliveries.js';
import type { Base } from './open.js';

const PAGE = 200;

/** By when the call began: `from` is included, `to` is not. */
export interface PageFilter {
  from?: Instant;
  to?: Instant;
  status?: Status;
}

/** All calls that match, the oldest first, a page at a time; no page is longer than `size`, none is empty. */
export async function* callPages(base: Base, filter: PageFilter, size = PAGE): AsyncGenerator<StoredCall[]> {
  let calls: Calls = base.selectFrom('calls').orderBy('startedAt').orderBy('id').limit(size);
  if (filter.from) calls = calls.where('startedAt', '>=', filter.from);
  if (filter.to) calls = calls.where('startedAt', '<', filter.to);
  if (filter.status) calls = withStatus(calls, filter.status);
  for (let last: CallRow | undefined; ; ) {
    const rows = await (last ? after(calls, last) : calls).selectAll().execute();
    if (rows.length > 0) yield await readPage(base, rows);
    last = rows.at(-1);
    if (!last || rows.length < size) return;
  }
}

/** No offset: it would read all that lies before, and slip when a call joins meanwhile. */
function after(calls: Calls, { startedAt, id }: CallRow): Calls {
  return calls
    .where('startedAt', '>=', startedAt)
    .where((call) => call.or([call('startedAt', '>', startedAt), call('id', '>', id)]));
}

/** With one query for a whole page each: a query for every call takes longer than all the rest. */
async function readPage(base: Base, rows: CallRow[]): Promise<StoredCall[]> {
  const ids = rows.map((row) => row.id);
  const costs = await base
    .selectFrom('answers')
    .select(['callId', sql<number | null>`case when count(*) = count(cost_usd) then sum(cost_usd) end`.as('usd')])
    .where('callId', 'in', ids)
    .groupBy('callId')
    .execute();
  const costOf = new Map(costs.map(({ callId, usd }) => [callId, usd]));
  const sent = await base.selectFrom('deliveries').selectAll().where('callId', 'in', ids).execute();
  const deliveries = new Map<string, Delivery[]>();
  for (const row of sent) deliveries.set(row.callId, [...(deliveries.get(row.callId) ?? []), deliveryOf(row)]);
  return rows.map((row) => {
    const cost = costOf.get(row.id);
    return storedCall(row, cost === undefined ? 0 : cost, deliveries.get(row.id) ?? []);
  });
}
