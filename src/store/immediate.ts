import { type Kysely, sql } from 'kysely';

/**
 * Runs `work` in a transaction that holds the write lock from its start, so that what it reads stays true while it
 * writes. Kysely's own begin is deferred, and fails with SQLITE_BUSY_SNAPSHOT where another process wrote in between.
 */
export async function immediately<Tables, Result>(
  base: Kysely<Tables>,
  work: (transaction: Kysely<Tables>) => Promise<Result>,
): Promise<Result> {
  return base.connection().execute(async (connection) => {
    await sql`begin immediate`.execute(connection);
    try {
      const result = await work(connection);
      await sql`commit`.execute(connection);
      return result;
    } catch (error) {
      await sql`rollback`.execute(connection);
      throw error;
    }
  });
}
