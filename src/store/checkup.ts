import { sql } from 'kysely';
import type { Base } from './open.js';

export interface BaseCheckup {
  /** What SQLite finds wrong with the file; empty = it is whole. */
  faults: string[];
  version: number;
  journal: string;
}

/** Reads the whole file once: about a second a gigabyte, during which nothing else runs. */
export async function checkUpBase(base: Base): Promise<BaseCheckup> {
  const check = await sql<{ quickCheck: string }>`pragma quick_check(5)`.execute(base);
  const version = await sql<{ userVersion: number }>`pragma user_version`.execute(base);
  const journal = await sql<{ journalMode: string }>`pragma journal_mode`.execute(base);
  return {
    faults: check.rows.map((row) => row.quickCheck).filter((word) => word !== 'ok'),
    version: version.rows[0]?.userVersion ?? 0,
    journal: journal.rows[0]?.journalMode ?? '',
  };
}

/** Why a base did not open, by what `openBase` threw. */
export type BaseAilment = 'newer' | 'damaged' | 'busy' | 'read-only' | 'closed';

export function baseAilmentOf(error: unknown): BaseAilment {
  const causes = chainOf(error);
  if (causes.some(({ message }) => message.includes('newer audiobot'))) return 'newer';
  const codes = causes.flatMap((cause) => ('code' in cause ? String(cause.code) : []));
  const isAny = (start: string) => codes.some((code) => code.startsWith(start));
  if (isAny('SQLITE_NOTADB') || isAny('SQLITE_CORRUPT')) return 'damaged';
  if (isAny('SQLITE_BUSY')) return 'busy';
  return isAny('SQLITE_READONLY') ? 'read-only' : 'closed';
}

function chainOf(error: unknown): Error[] {
  return error instanceof Error ? [error, ...chainOf(error.cause)] : [];
}
