import type { Kysely } from 'kysely';
import type { StoredVersion } from '../domain/stored.js';
import { analysisIn, transcriptIn } from './kept.js';
import type { Base } from './open.js';
import type { CallTable, Schema } from './schema.js';

/** Keeps what a re-run is about to replace; a call without words has nothing worth keeping. */
export async function keepVersion(
  base: Kysely<Schema>,
  { id, take, audio, transcript, analysis, doneAt }: Kept,
  now: string,
): Promise<void> {
  if (transcript === null) return;
  const kept = { callId: id, take, audio, transcript, analysis, doneAt, replacedAt: now };
  await base.insertInto('versions').values(kept).execute();
}

type Kept = Pick<CallTable, 'id' | 'take' | 'audio' | 'transcript' | 'analysis' | 'doneAt'>;

/** What the call was at its good end before this run, taken out of the kept versions; null where it never had one. */
export async function takeVersion(base: Kysely<Schema>, { id, take }: Pick<CallTable, 'id' | 'take'>) {
  const version = await base
    .deleteFrom('versions')
    .where('callId', '=', id)
    .where('take', '=', take - 1)
    .where('doneAt', 'is not', null)
    .returning(['audio', 'transcript', 'analysis', 'doneAt'])
    .executeTakeFirst();
  return version ?? null;
}

/** What a call was before its forced re-runs, the oldest first. */
export async function versionsOf(base: Base, callId: string): Promise<StoredVersion[]> {
  const rows = await base
    .selectFrom('versions')
    .select(['take', 'transcript', 'analysis', 'replacedAt'])
    .where('callId', '=', callId)
    .orderBy('id')
    .execute();
  return rows.map((row) => ({
    take: row.take,
    transcript: transcriptIn(row.transcript),
    analysis: analysisIn(row.analysis),
    replacedAt: row.replacedAt,
  }));
}
