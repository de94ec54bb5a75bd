import { type Kysely, sql } from 'kysely';

/**
 * `pace` has a handful of rows: the requests of the last minute, and the blocks that are not over. Cards that wait are
 * counted twice a second: by an index of theirs, as thousands of calls may wait for other things.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('pace')
    .addColumn('id', 'integer', (column) => column.primaryKey())
    .addColumn('chat_id', 'integer', (column) => column.notNull())
    .addColumn('at', 'text', (column) => column.notNull())
    .addColumn('blocked_until', 'text')
    .execute();
  await sql`
    create index calls_told_next on calls (live, notify, ended_at)
    where place = 'notify' and due_at is not null`.execute(db);
}
