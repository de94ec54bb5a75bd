import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import Database from 'better-sqlite3';
import { CamelCasePlugin, Kysely, SqliteDialect, sql } from 'kysely';
import { migrate } from './migrations/migrate.js';
import type { Schema } from './schema.js';

export type Base = Kysely<Schema>;

/** Opens the base at `path`, makes its folder and brings its tables up to date. Throws with the path when it cannot. */
export async function openBase(path: string): Promise<Base> {
  const sqlite = openSqlite(path);
  const base = new Kysely<Schema>({
    dialect: new SqliteDialect({ database: sqlite }),
    plugins: [new CamelCasePlugin()],
  });
  try {
    await migrate(base);
    return base;
  } catch (cause) {
    await base.destroy();
    throw new Error(`cannot bring the database up to date: ${path}`, { cause });
  }
}

/** Throws when the base does not answer. */
export async function probeBase(base: Base): Promise<void> {
  await sql`select 1`.execute(base);
}

function openSqlite(path: string): Database.Database {
  try {
    mkdirSync(dirname(path), { recursive: true });
    const sqlite = new Database(path, { timeout: 10_000 });
    sqlite.pragma('journal_mode = WAL');
    sqlite.pragma('synchronous = NORMAL');
    sqlite.pragma('foreign_keys = ON');
    return sqlite;
  } catch (cause) {
    throw new Error(`cannot open the database ${path}: is the folder writable?`, { cause });
  }
}
