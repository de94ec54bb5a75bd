import { mkdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import Database from 'better-sqlite3';
import type { CompiledQuery, QueryResult } from 'kysely';
import { misplaced, newer, translated } from './base-trouble.js';

/** So long SQLite itself waits for another program, and all of us with it: the rest is waited by `Patience`. */
const BUSY_MS = 50;
const IN_MEMORY = ':memory:';

/** The file of a base, open; everything it throws of itself is a BaseError. */
export class BaseFile {
  private constructor(
    readonly path: string,
    private readonly sqlite: Database.Database,
    private readonly identity: string | null,
  ) {}

  /** Makes its folder. A base that is newer than `version` is left as it is. */
  static open(path: string, version: number): BaseFile {
    try {
      if (path !== IN_MEMORY) mkdirSync(dirname(path), { recursive: true });
      const sqlite = new Database(path, { timeout: BUSY_MS });
      try {
        prepare(sqlite, path, version);
        return new BaseFile(path, sqlite, identityOf(path));
      } catch (error) {
        sqlite.close();
        throw error;
      }
    } catch (error) {
      throw translated(error, path);
    }
  }

  get inTransaction(): boolean {
    return this.sqlite.inTransaction;
  }

  run<Row>({ sql, parameters }: Pick<CompiledQuery, 'sql' | 'parameters'>): QueryResult<Row> {
    try {
      const statement = this.sqlite.prepare(sql);
      if (!statement.readonly) this.requireInPlace();
      if (statement.reader) return { rows: statement.all(parameters) as Row[] };
      const { changes, lastInsertRowid } = statement.run(parameters);
      return { rows: [], numAffectedRows: BigInt(changes), insertId: BigInt(lastInsertRowid) };
    } catch (error) {
      throw translated(error, this.path);
    }
  }

  close(): void {
    this.sqlite.close();
  }

  /** A file that was deleted or moved takes writes as before, only that nobody will ever find them. */
  private requireInPlace(): void {
    if (this.path === IN_MEMORY) return;
    const identity = identityOf(this.path);
    if (identity !== this.identity) throw misplaced(this.path, identity !== null);
  }
}

function prepare(sqlite: Database.Database, path: string, version: number): void {
  const found = Number(sqlite.pragma('user_version', { simple: true }));
  if (found > version) throw newer(path, found, version);
  sqlite.pragma('journal_mode = WAL');
  sqlite.pragma('synchronous = NORMAL');
  sqlite.pragma('foreign_keys = ON');
}

/** Null when nothing is there. */
function identityOf(path: string): string | null {
  const found = statSync(path, { throwIfNoEntry: false });
  return found ? `${found.dev}:${found.ino}` : null;
}
