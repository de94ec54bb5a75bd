import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import Database from 'better-sqlite3';

/** The versions of which there is a base, made by the program of that time (`make.ts`). */
export function dumpedVersions(upTo: number): number[] {
  return Array.from({ length: upTo }, (_, place) => place + 1).filter((version) => existsSync(fileOf(version)));
}

/** Makes the base of that version at `path`. It stays open: what it holds lies in its write-ahead log until it is closed. */
export function makeOldBase(version: number, path: string): Database.Database {
  const base = new Database(path);
  base.pragma('journal_mode = WAL');
  base.pragma('wal_autocheckpoint = 0');
  base.exec(readFileSync(fileOf(version), 'utf8'));
  return base;
}

/** What became of its calls, by the end of the client's number. */
export const IN_OLD_BASE = {
  '01': 'done',
  '02': 'done',
  '03': 'skipped',
  '04': 'failed',
  '05': 'pending',
  '06': 'pending',
  '07': 'pending',
};

function fileOf(version: number): string {
  return fileURLToPath(new URL(`${version}.sql`, import.meta.url));
}
