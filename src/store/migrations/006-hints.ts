import type { Kysely } from 'kysely';

/** The notices of one call are found, and the calls of an hour counted, from an index; a recording has its first teller. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('hints').addColumn('link', 'text').execute();
  await db.schema.createIndex('hints_call').on('hints').columns(['call_id', 'received_at']).execute();
  await db.schema.createIndex('hints_link').on('hints').column('link').execute();
}
