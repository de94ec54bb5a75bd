import type { Kysely } from 'kysely';
import { PatientAdapter } from './patient-driver.js';

/**
 * Runs `work` in a transaction that holds the write lock from its start, so that what it reads stays true while it
 * writes. What the base refuses for now is done again from the start: `work` does nothing but ask the base.
 */
export async function immediately<Tables, Result>(
  base: Kysely<Tables>,
  work: (transaction: Kysely<Tables>) => Promise<Result>,
): Promise<Result> {
  const { adapter } = base.getExecutor();
  const once = () => base.transaction().execute(work);
  return adapter instanceof PatientAdapter ? adapter.patience.through(once) : once();
}
