import type { CallRow } from './base-view.js';
import type { Kill } from './lives.js';

/** So many calls one program works on at once (pipeline.concurrency). */
const CONCURRENCY = 4;

interface Orphan {
  id: string;
  lease: string;
  dueMs: number;
  /** How long it was due and a daemon was up with room for it, and still nobody took it. */
  lateMs: number;
}

/** How soon the calls of dead workers are taken up again. */
export class TakeUps {
  /** How long after the kill each was due again. */
  readonly dueAfterMs: number[] = [];
  /** How long each then lay while a daemon was up and had room. */
  readonly lateMs: number[] = [];
  private orphans: Orphan[] = [];
  private lookedAtMs = Date.now();

  bereave({ atMs, wasAlone, inHand }: Kill): void {
    for (const { id, lease, dueAt } of inHand) {
      if (lease === null || dueAt === null || this.orphans.some((orphan) => orphan.lease === lease)) continue;
      this.orphans.push({ id, lease, dueMs: Date.parse(dueAt), lateMs: 0 });
      // Another program may have renewed its own leases since.
      if (wasAlone) this.dueAfterMs.push(Date.parse(dueAt) - atMs);
    }
  }

  /** Called every few moments with what stands in the base. */
  look(rows: CallRow[], isUp: boolean): void {
    const nowMs = Date.now();
    const inWork = rows.filter((row) => this.isInWork(row, nowMs)).length;
    const isTaking = isUp && inWork < CONCURRENCY;
    for (const orphan of this.orphans) {
      const dueSince = nowMs - Math.max(orphan.dueMs, this.lookedAtMs);
      if (isTaking && dueSince > 0) orphan.lateMs += dueSince;
    }
    this.lookedAtMs = nowMs;
    const byId = new Map(rows.map((row) => [row.id, row]));
    this.orphans = this.orphans.filter((orphan) => {
      const row = byId.get(orphan.id);
      if (row?.lease !== orphan.lease) {
        this.lateMs.push(orphan.lateMs);
        return false;
      }
      // Its lease is kept alive: it was in the hands of another program, that lives.
      return Date.parse(row.dueAt ?? '') === orphan.dueMs;
    });
  }

  private isInWork({ lease, dueAt }: CallRow, nowMs: number): boolean {
    const isHeld = lease !== null && Date.parse(dueAt ?? '') > nowMs;
    return isHeld && !this.orphans.some((orphan) => orphan.lease === lease);
  }

  /** Calls that nobody has taken up. */
  get left(): number {
    return this.orphans.length;
  }
}
