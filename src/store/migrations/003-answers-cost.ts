import { type Kysely, sql } from 'kysely';

/** What calls cost is summed up from the index alone, without the answers' long bodies. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create index answers_cost on answers (call_id, model, cost_usd)`.execute(db);
  await sql`drop index answers_call`.execute(db);
}
