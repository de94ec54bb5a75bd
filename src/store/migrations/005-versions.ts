import type { Kysely } from 'kysely';

/** What a forced re-run replaced: the transcript or the analysis as it was, by the take it came from. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('versions')
    .addColumn('id', 'integer', (column) => column.primaryKey())
    .addColumn('call_id', 'text', (column) => column.notNull())
    .addColumn('take', 'integer', (column) => column.notNull())
    .addColumn('transcript', 'text')
    .addColumn('analysis', 'text')
    .addColumn('replaced_at', 'text', (column) => column.notNull())
    .execute();
  await db.schema.createIndex('versions_call').on('versions').columns(['call_id', 'take']).execute();
}
