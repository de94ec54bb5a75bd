import { type StoredCall, statusOf } from '../../domain/stored.js';

/** How far a backfill is. */
export interface Progress {
  done: number;
  failed: number;
  /** Left to the daemon or the next poll, as their recordings are not there yet. */
  awaited: number;
  total: number;
  /** Spent so far, USD; null when a price is unknown. */
  usd: number | null;
  callsPerMinute: number;
  /** Null before there is a rate. */
  secondsLeft: number | null;
  /** What calls in work are waiting for, if anything stands in their way. */
  trouble: string | null;
}

/** Counts calls as they are left; `nowMs` of a clock that only goes forward. */
export class Tally {
  private done = 0;
  private failed = 0;
  private awaited = 0;
  private usd: number | null = 0;
  private readonly troubles = new Map<string, string>();

  constructor(
    private readonly total: number,
    private readonly nowMs: () => number,
    private readonly startedMs = nowMs(),
  ) {}

  /** Null: the call went into another one. */
  left(callId: string, call: StoredCall | null): void {
    this.troubles.delete(callId);
    this.done += 1;
    if (!call) return;
    if (statusOf(call) === 'failed') this.failed += 1;
    if (statusOf(call) === 'pending') this.awaited += 1;
    this.usd = this.usd === null || call.cost === null ? null : this.usd + call.cost;
  }

  /** Something stands in the call's way; it will be tried again. */
  hindered(callId: string, message: string): void {
    this.troubles.set(callId, message);
  }

  progress(): Progress {
    const { done, failed, awaited, total, usd } = this;
    const minutes = (this.nowMs() - this.startedMs) / 60_000;
    const callsPerMinute = minutes > 0 ? done / minutes : 0;
    const secondsLeft = callsPerMinute > 0 ? ((total - done) / callsPerMinute) * 60 : null;
    const trouble = [...this.troubles.values()][0] ?? null;
    return { done, failed, awaited, total, usd, callsPerMinute, secondsLeft, trouble };
  }
}
