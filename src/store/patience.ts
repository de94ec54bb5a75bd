import { BaseError, type BaseTrouble } from '../domain/base-error.js';
import { sleep } from '../lib/sleep.js';

/** What is told of a base in trouble. */
export interface Onlooker {
  /** Once, when it does not serve; `error` says whether that may pass. */
  troubled(error: BaseError): void;
  recovered(): void;
}

const SHORTEST_MS = 20;
const LONGEST_MS = 2_000;
/** Two programs that share a base stand in each other's way all the time; so long is no longer usual. */
const USUAL_BUSY_MS = 10_000;

/**
 * Waits out what may pass: whatever was asked of the base is tried again until it works, so that nobody above must
 * know. After what does not pass nothing is tried any more: a damaged base is not written on.
 */
export class Patience {
  private waiting = 0;
  private sinceMs = 0;
  private isTold = false;
  private end: BaseError | null = null;

  /** `limitMs`: how long a trouble that may pass is waited out. `signal` ends all waiting. */
  constructor(
    public limitMs: (trouble: BaseTrouble) => number,
    private readonly signal: AbortSignal,
    public onlooker: Onlooker | null,
  ) {}

  /** Throws what `attempt` throws, unless it passes within the limit; the signal's reason when that ends the waiting. */
  async through<Result>(attempt: () => Promise<Result>): Promise<Result> {
    if (this.end) throw this.end;
    try {
      return await attempt();
    } catch (error) {
      return await this.waitOut(error, attempt);
    }
  }

  private async waitOut<Result>(first: unknown, attempt: () => Promise<Result>): Promise<Result> {
    if (this.waiting === 0) this.sinceMs = performance.now();
    this.waiting += 1;
    try {
      for (let error = first; ; ) {
        await this.pauseAfter(error);
        try {
          const result = await attempt();
          // Not before the last one that failed: a write that needs no room does not prove that there is some.
          if (this.waiting === 1) this.recover();
          return result;
        } catch (next) {
          error = next;
        }
      }
    } finally {
      this.waiting -= 1;
    }
  }

  /** Throws what is not, or no longer, to be waited out. */
  private async pauseAfter(error: unknown): Promise<void> {
    if (!(error instanceof BaseError)) throw error;
    if (!error.passes) this.end ??= error;
    const forMs = performance.now() - this.sinceMs;
    if (error.trouble !== 'busy' || forMs >= USUAL_BUSY_MS) this.tell(error);
    if (this.end) throw this.end;
    if (forMs >= this.limitMs(error.trouble)) throw error;
    await sleep(pauseMs(forMs), this.signal);
  }

  private tell(error: BaseError): void {
    if (this.isTold) return;
    this.isTold = true;
    this.onlooker?.troubled(error);
  }

  private recover(): void {
    if (!this.isTold) return;
    this.isTold = false;
    this.onlooker?.recovered();
  }
}

/** Short at first, for a neighbour's short write; two seconds for a full disk. */
export function pauseMs(forMs: number): number {
  return Math.min(LONGEST_MS, Math.max(SHORTEST_MS, forMs / 4));
}
