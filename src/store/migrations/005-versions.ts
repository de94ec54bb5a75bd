import type { Kysely } from 'kysely';

/** What forced re-runs replaced, by the take it came from; and what the last one was to be made with. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('versions')
    .addColumn('id', 'integer', (column) => column.primaryKey())
    .addColumn('call_id', 'text', (column) => column.notNull())
    .addColumn('take', 'integer', (column) => column.notNull())
    .addColumn('audio', 'text')
    .addColumn('transcript', 'text')
    .addColumn('analysis', 'text')
    .addColumn('done_at', 'text')
    .addColumn('replaced_at', 'text', (column) => column.notNull())
    .execute();
  await db.schema.alterTable('calls').addColumn('wish', 'text').execute();
  await db.schema.createIndex('versions_call').on('versions').columns(['call_id', 'take']).execute();
}
