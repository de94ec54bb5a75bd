import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('calls')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('provider', 'text', (column) => column.notNull())
    .addColumn('direction', 'text', (column) => column.notNull())
    .addColumn('client', 'text')
    .addColumn('number', 'text')
    .addColumn('started_at', 'text', (column) => column.notNull())
    .addColumn('ended_at', 'text', (column) => column.notNull())
    .addColumn('talk_seconds', 'integer', (column) => column.notNull())
    .addColumn('disposition', 'text', (column) => column.notNull())
    .addColumn('legs', 'text', (column) => column.notNull())
    .addColumn('place', 'text', (column) => column.notNull())
    .addColumn('due_at', 'text')
    .addColumn('lease', 'text')
    .addColumn('attempts', 'integer', (column) => column.notNull().defaultTo(0))
    .addColumn('reopened', 'integer', (column) => column.notNull().defaultTo(0))
    .addColumn('live', 'integer', (column) => column.notNull())
    .addColumn('notify', 'integer', (column) => column.notNull())
    .addColumn('take', 'integer', (column) => column.notNull().defaultTo(0))
    .addColumn('skip_reason', 'text')
    .addColumn('error', 'text')
    .addColumn('audio', 'text')
    .addColumn('transcript', 'text')
    .addColumn('analysis', 'text')
    .addColumn('done_at', 'text')
    .addColumn('passed', 'text', (column) => column.notNull().defaultTo('{}'))
    .addColumn('found_at', 'text', (column) => column.notNull())
    .execute();
  await sql`create index calls_due on calls (live desc, due_at) where due_at is not null`.execute(db);
  await db.schema.createIndex('calls_started').on('calls').column('started_at').execute();

  await db.schema
    .createTable('legs')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('call_id', 'text', (column) => column.notNull().references('calls.id').onDelete('cascade'))
    .execute();

  await db.schema
    .createTable('answers')
    .addColumn('key', 'text', (column) => column.primaryKey())
    .addColumn('call_id', 'text', (column) => column.notNull())
    .addColumn('stage', 'text', (column) => column.notNull())
    .addColumn('model', 'text', (column) => column.notNull())
    .addColumn('body', 'text', (column) => column.notNull())
    .addColumn('usage', 'text', (column) => column.notNull())
    .addColumn('cost_usd', 'real')
    .addColumn('created_at', 'text', (column) => column.notNull())
    .execute();
  await db.schema.createIndex('answers_call').on('answers').column('call_id').execute();

  await db.schema
    .createTable('deliveries')
    .addColumn('call_id', 'text', (column) => column.notNull())
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('state', 'text', (column) => column.notNull())
    .addColumn('chat_id', 'integer')
    .addColumn('message_id', 'integer')
    .addColumn('sent_at', 'text')
    .addColumn('digest', 'text')
    .addPrimaryKeyConstraint('deliveries_key', ['call_id', 'kind'])
    .execute();

  await db.schema
    .createTable('hints')
    .addColumn('id', 'integer', (column) => column.primaryKey().autoIncrement())
    .addColumn('call_id', 'text', (column) => column.notNull())
    .addColumn('received_at', 'text', (column) => column.notNull())
    .addColumn('notice', 'text', (column) => column.notNull())
    .execute();
  await db.schema.createIndex('hints_received').on('hints').column('received_at').execute();

  await db.schema
    .createTable('budget')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('rank', 'integer', (column) => column.notNull())
    .addColumn('asked_at', 'text', (column) => column.notNull())
    .addColumn('seen_at', 'text', (column) => column.notNull())
    .addColumn('granted_at', 'text')
    .execute();

  await db.schema
    .createTable('memory')
    .addColumn('name', 'text', (column) => column.primaryKey())
    .addColumn('value', 'text', (column) => column.notNull())
    .addColumn('updated_at', 'text', (column) => column.notNull())
    .execute();
}
