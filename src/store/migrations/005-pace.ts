import type { Kysely } from 'kysely';

/** A handful of rows: the requests of the last minute, and the blocks that are not over. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('pace')
    .addColumn('id', 'integer', (column) => column.primaryKey())
    .addColumn('chat_id', 'integer', (column) => column.notNull())
    .addColumn('at', 'text', (column) => column.notNull())
    .addColumn('blocked_until', 'text')
    .execute();
}
