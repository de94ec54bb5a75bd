import { type Kysely, sql } from 'kysely';

/** What outages and floods need to be outlived. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await addBreakers(db);
  await addPace(db);
  await boundHints(db);
  // Whether what stands in the group was sent as a possible repeat: an edit must not take its mark away.
  await sql`alter table deliveries add column marked integer not null default 0`.execute(db);
}

async function addBreakers(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('breakers')
    .addColumn('circuit', 'text', (column) => column.primaryKey())
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('upstream', 'text', (column) => column.notNull())
    .addColumn('fault', 'text')
    .addColumn('message', 'text', (column) => column.notNull())
    .addColumn('opened_at', 'text', (column) => column.notNull())
    .addColumn('probe_at', 'text', (column) => column.notNull())
    .addColumn('failures', 'integer', (column) => column.notNull())
    .execute();
}

/**
 * `pace` has a handful of rows: the requests of the last minute, and the blocks that are not over. Cards that wait are
 * counted twice a second: by an index of theirs, as thousands of calls may wait for other things.
 */
async function addPace(db: Kysely<unknown>): Promise<void> {
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

/** The notices of one call are found, and the calls of an hour counted, from an index; a recording has its first teller. */
async function boundHints(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('hints').addColumn('link', 'text').execute();
  await db.schema.createIndex('hints_call').on('hints').columns(['call_id', 'received_at']).execute();
  await db.schema.createIndex('hints_link').on('hints').column('link').execute();
}
