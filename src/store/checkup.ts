import { type Kysely, sql } from 'kysely';

export interface BaseCheckup {
  /** What SQLite finds wrong with the file; empty = it is whole. */
  faults: string[];
  version: number;
  journal: string;
}

/** Reads the whole file once: about a second a gigabyte, during which nothing else runs. */
export async function checkUpBase<Tables>(base: Kysely<Tables>): Promise<BaseCheckup> {
  const check = await sql<{ quickCheck: string }>`pragma quick_check(5)`.execute(base);
  const version = await sql<{ userVersion: number }>`pragma user_version`.execute(base);
  const journal = await sql<{ journalMode: string }>`pragma journal_mode`.execute(base);
  return {
    faults: check.rows.map((row) => row.quickCheck).filter((word) => word !== 'ok'),
    version: version.rows[0]?.userVersion ?? 0,
    journal: journal.rows[0]?.journalMode ?? '',
  };
}
