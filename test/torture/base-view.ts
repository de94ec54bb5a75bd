import { existsSync } from 'node:fs';
import Database from 'better-sqlite3';

/** A call as it stands in the base. */
export interface CallRow {
  id: string;
  client: string | null;
  place: string;
  lease: string | null;
  dueAt: string | null;
}

/** Looks into the program's base from beside, without holding it open: after a kill the next start must recover it alone. */
export class BaseView {
  constructor(private readonly path: string) {}

  /** All calls; none where there is no table yet. */
  calls(): CallRow[] {
    return this.read<CallRow>('calls', 'select id, client, place, lease, due_at as dueAt from calls');
  }

  deliveries(): { callId: string; kind: string; state: string }[] {
    return this.read('deliveries', 'select call_id as callId, kind, state from deliveries');
  }

  /** What SQLite itself finds wrong. */
  faults(): string[] {
    return this.read<{ integrity_check: string }>('calls', 'pragma integrity_check')
      .map((row) => row.integrity_check)
      .filter((words) => words !== 'ok');
  }

  private read<Row>(table: string, query: string): Row[] {
    if (!existsSync(this.path)) return [];
    const base = new Database(this.path, { readonly: true, timeout: 10_000 });
    try {
      const known = base.prepare("select 1 from sqlite_master where type = 'table' and name = ?").get(table);
      return known ? (base.prepare(query).all() as Row[]) : [];
    } finally {
      base.close();
    }
  }
}
