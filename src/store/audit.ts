import { sql } from 'kysely';
import type { KeptCall } from '../domain/audit.js';
import type { Place } from '../domain/call.js';
import type { Instant } from '../domain/instant.js';
import type { Period } from '../domain/ports.js';
import { FACTS, factsOf } from './call-row.js';
import { amongIds } from './id-list.js';
import { parsed } from './kept.js';
import type { Base } from './open.js';

/** The calls that began in the period, and those with one of these ids, or a leg with one. */
export async function keptCalls(base: Base, { from, to }: Period, ids: string[], now: Instant): Promise<KeptCall[]> {
  const byLeg = base.selectFrom('legs').select('callId').where('id', 'in', amongIds(ids));
  const chosen = base
    .selectFrom('calls')
    .where((call) =>
      call.or([
        call.and([call('startedAt', '>=', from), call('startedAt', '<', to)]),
        call('id', 'in', amongIds(ids)),
        call('id', 'in', byLeg),
      ]),
    );
  const rows = await chosen
    .select([...FACTS, 'place', 'dueAt', 'lease', 'notify', 'error', 'foundAt'])
    .select(TOLD.as('told'))
    .execute();
  const legs = await base.selectFrom('legs').selectAll().where('callId', 'in', chosen.select('id')).execute();
  const idsBy = new Map(rows.map(({ id }) => [id, [id]]));
  for (const leg of legs) idsBy.get(leg.callId)?.push(leg.id);
  return rows.map((row) => ({
    facts: factsOf(row),
    ids: idsBy.get(row.id) ?? [],
    place: row.place as Place,
    dueAt: row.dueAt,
    isHeld: row.lease !== null && row.dueAt !== null && row.dueAt > now,
    notify: row.notify === 1,
    isTold: row.told === 1,
    error: parsed(row.error),
    foundAt: row.foundAt,
  }));
}

/** Whether the group was told of a call of `calls`: by a card of its own, or in a digest. */
export const TOLD = sql<number>`exists (
  select 1 from deliveries where call_id = calls.id and kind in ('card', 'digest') and state = 'sent'
)`;
