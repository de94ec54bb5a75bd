import { STAGES } from '../domain/call.js';
import type { Clock } from '../domain/ports.js';
import { TOLD } from './audit.js';
import { amongIds } from './id-list.js';
import type { Base } from './open.js';

/** No lease is as long: a call that is held until then was taken while the clock was wrong. */
const LONGEST_HOLD_MS = 24 * 60 * 60_000;

/** Puts finished calls whose card was wanted and never sent back before `notify`; all that was paid for stays. Returns their ids. */
export async function sendCardsAgain(base: Base, clock: Clock, ids: string[]): Promise<string[]> {
  const rows = await base
    .updateTable('calls')
    .set({ place: 'notify', dueAt: clock().toISOString(), attempts: 0, error: null, doneAt: null })
    .where('id', 'in', amongIds(ids))
    .where('place', '=', 'done')
    .where('notify', '=', 1)
    .where(TOLD, '=', 0)
    .returning('id')
    .execute();
  return rows.map(({ id }) => id);
}

/** Makes unfinished calls due now, given up ones too, except those in a worker's hands. Returns their ids. */
export async function wakeCalls(base: Base, clock: Clock, ids: string[]): Promise<string[]> {
  const now = clock();
  const farAhead = new Date(now.getTime() + LONGEST_HOLD_MS).toISOString();
  const rows = await base
    .updateTable('calls')
    .set({ dueAt: now.toISOString(), attempts: 0 })
    .where('id', 'in', amongIds(ids))
    .where('place', 'in', STAGES)
    .where((call) =>
      call.or([call('lease', 'is', null), call('dueAt', '<=', now.toISOString()), call('dueAt', '>', farAhead)]),
    )
    .returning('id')
    .execute();
  return rows.map(({ id }) => id);
}
