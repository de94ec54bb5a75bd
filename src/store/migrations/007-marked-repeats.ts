import { type Kysely, sql } from 'kysely';

/** Whether what stands in the group was sent as a possible repeat: an edit must not take its mark away. */
export async function up(base: Kysely<unknown>): Promise<void> {
  await sql`alter table deliveries add column marked integer not null default 0`.execute(base);
}
