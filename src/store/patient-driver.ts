import {
  type CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  type QueryResult,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from 'kysely';
import type { BaseFile } from './base-file.js';
import type { Patience } from './patience.js';

/**
 * SQLite for kysely: one file, used in turns; what it refuses for now is asked again. A statement by itself, and a
 * transaction as a whole, by `immediately`: it may have been undone in its middle.
 */
export function patientDialect(file: BaseFile, patience: Patience): Dialect {
  return {
    createDriver: () => new PatientDriver(file, patience),
    createAdapter: () => new PatientAdapter(patience),
    createQueryCompiler: () => new SqliteQueryCompiler(),
    createIntrospector: (base) => new SqliteIntrospector(base),
  };
}

/** Tells whoever has the base how patient it is. */
export class PatientAdapter extends SqliteAdapter {
  constructor(readonly patience: Patience) {
    super();
  }
}

class PatientDriver implements Driver {
  private readonly turns = new Turns();

  constructor(
    private readonly file: BaseFile,
    private readonly patience: Patience,
  ) {}

  async init(): Promise<void> {}

  async acquireConnection(): Promise<Connection> {
    return new Connection(this.file, this.patience, this.turns);
  }

  /** With the write lock from its start: a deferred one fails with SQLITE_BUSY_SNAPSHOT where another process wrote in between. */
  async beginTransaction(connection: Connection): Promise<void> {
    await connection.begin();
  }

  async commitTransaction(connection: Connection): Promise<void> {
    connection.commit();
  }

  async rollbackTransaction(connection: Connection): Promise<void> {
    connection.rollback();
  }

  async releaseConnection(): Promise<void> {}

  async destroy(): Promise<void> {
    this.file.close();
  }
}

class Connection implements DatabaseConnection {
  /** Ends our turn; null outside a transaction. */
  private endTurn: (() => void) | null = null;

  constructor(
    private readonly file: BaseFile,
    private readonly patience: Patience,
    private readonly turns: Turns,
  ) {}

  async executeQuery<Row>(query: CompiledQuery): Promise<QueryResult<Row>> {
    if (this.endTurn) return this.file.run(query);
    return await this.patience.through(async () => {
      const endTurn = await this.turns.take();
      try {
        return this.file.run<Row>(query);
      } finally {
        endTurn();
      }
    });
  }

  // biome-ignore lint/correctness/useYield: nobody streams
  async *streamQuery(): AsyncGenerator<never> {
    throw new Error('rows are read at once, or page by page');
  }

  async begin(): Promise<void> {
    const endTurn = await this.turns.take();
    try {
      this.file.run(statement('begin immediate'));
      this.endTurn = endTurn;
    } catch (error) {
      endTurn();
      throw error;
    }
  }

  commit(): void {
    this.file.run(statement('commit'));
    this.end();
  }

  /** SQLite itself undoes a transaction for which there is no room. */
  rollback(): void {
    try {
      if (this.file.inTransaction) this.file.run(statement('rollback'));
    } finally {
      this.end();
    }
  }

  private end(): void {
    this.endTurn?.();
    this.endTurn = null;
  }
}

/** One after another, in the order in which they asked. */
class Turns {
  private last = Promise.resolve();

  /** Resolves when it is our turn, to what ends it. */
  take(): Promise<() => void> {
    return new Promise((granted) => {
      this.last = this.last.then(() => new Promise<void>((end) => granted(end)));
    });
  }
}

function statement(sql: string) {
  return { sql, parameters: [] };
}
