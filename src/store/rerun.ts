import type { Kysely } from 'kysely';
import { type Place, STAGES, type StageName, type Wish } from '../domain/call.js';
import type { Clock } from '../domain/ports.js';
import { probeAllNow } from './breakers.js';
import { BEGINNING } from './call-row.js';
import { SqlCallStore } from './calls.js';
import { dueAt } from './due.js';
import { immediately } from './immediate.js';
import type { Base } from './open.js';
import type { Schema } from './schema.js';
import { keepVersion } from './versions.js';

/**
 * Makes calls due now: those named (failed or waiting), or all that failed. Returns their ids. Whoever asks for this has
 * mended something: what is stopped may be probed at once.
 */
export async function retryCalls(base: Base, clock: Clock, which: string[] | 'failed'): Promise<string[]> {
  const waiting = base
    .updateTable('calls')
    .set({ dueAt: clock().toISOString(), attempts: 0 })
    .where('place', 'in', STAGES)
    .where('lease', 'is', null);
  const chosen = which === 'failed' ? waiting.where('dueAt', 'is', null) : waiting.where('id', 'in', which);
  const rows = await chosen.returning('id').execute();
  const stopped = await probeAllNow(base, clock().toISOString());
  for (const stage of stopped) await new SqlCallStore(base, clock).wake(stage);
  return rows.map((row) => row.id);
}

/**
 * Starts a call anew from `stage`, or from where it stands if that is earlier; its answers will be bought again, by the
 * models of the wish, and what they replace is kept. False when there is no such call or a worker holds it.
 */
export async function restartCall(
  base: Base,
  clock: Clock,
  id: string,
  stage: StageName,
  wish: Wish | null = null,
): Promise<boolean> {
  return immediately(base, (transaction) => restart(transaction, clock().toISOString(), id, stage, wish));
}

async function restart(
  base: Kysely<Schema>,
  now: string,
  id: string,
  stage: StageName,
  wish: Wish | null,
): Promise<boolean> {
  const call = await base.selectFrom('calls').selectAll().where('id', '=', id).executeTakeFirst();
  if (!call) return false;
  const from = earlier(stage, call.place as Place);
  const past = STAGES.slice(0, STAGES.indexOf(from));
  const result = await base
    .updateTable('calls')
    .set((row) => ({
      ...BEGINNING,
      audio: past.includes('download') ? call.audio : null,
      transcript: past.includes('transcribe') ? call.transcript : null,
      analysis: past.includes('analyze') ? call.analysis : null,
      place: from,
      dueAt: now,
      wish: wish && JSON.stringify(wish),
      take: row('take', '+', 1),
    }))
    .where('id', '=', id)
    .where((row) => row.or([row('lease', 'is', null), dueAt(new Date(now))(row)]))
    .executeTakeFirst();
  if (result.numUpdatedRows === 0n) return false;
  if (from !== 'notify') await keepVersion(base, call, now);
  return true;
}

function earlier(stage: StageName, place: Place): StageName {
  if (place === 'skipped') return 'download';
  if (place === 'done') return stage;
  return STAGES.indexOf(place) < STAGES.indexOf(stage) ? place : stage;
}
