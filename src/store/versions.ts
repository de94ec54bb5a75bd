import type { Kysely } from 'kysely';
import type { StoredVersion } from '../domain/stored.js';
import { analysisIn, transcriptIn } from './kept.js';
import type { Base } from './open.js';
import type { CallTable, Schema } from './schema.js';

/** Keeps what a re-run is about to replace; a call without words has nothing worth keeping. */
export async function keepVersion(
  base: Kysely<Schema>,
  { id, take, transcript, analysis }: Pick<CallTable, 'id' | 'take' | 'transcript' | 'analysis'>,
  now: string,
): Promise<void> {
  if (transcript === null) return;
  await base.insertInto('versions').values({ callId: id, take, transcript, analysis, replacedAt: now }).execute();
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
