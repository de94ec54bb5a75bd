import type { Asker } from '../domain/ports.js';
import { sleep } from '../lib/sleep.js';
import type { Poller } from './poller.js';

interface Needs {
  poller: Pick<Poller, 'pass'>;
  /** Told of a pass that failed. */
  failed: (error: unknown) => void;
}

/** The rest after a webhook whose pass found nothing new, milliseconds: doubled while they go on, then none. */
const REST = { leastMs: 1_000, mostMs: 30_000 };

/** When the history is asked: by schedule, and at once when a webhook calls. One pass at a time. */
export class PollRhythm {
  private running: Promise<void> | null = null;
  private resting: Promise<void> | null = null;
  private woken = false;
  private skipTick = false;
  /** Webhooks in a row that told of nothing. */
  private empty = 0;

  constructor(
    private readonly needs: Needs,
    private readonly signal: AbortSignal,
    private readonly rest = REST,
  ) {}

  /** A tick of the schedule; a pass made for a webhook has replaced it. */
  async tick(): Promise<void> {
    if (this.skipTick) {
      this.skipTick = false;
      return;
    }
    if (!this.running) await this.start('schedule');
  }

  /**
   * A webhook came: look now; if a pass is under way it may have looked too early, so once more after it. Anybody may
   * send them: whoever sends many for nothing makes us rest in between, while the schedule goes on.
   */
  wake(): void {
    this.woken = true;
    if (!this.running && !this.resting) void this.start('webhook');
  }

  /** Resolves when no pass is running. */
  async idle(): Promise<void> {
    await this.running;
    await this.resting;
  }

  private start(asker: Asker): Promise<void> {
    this.running = this.passes(asker);
    return this.running;
  }

  private async passes(first: Asker): Promise<void> {
    try {
      for (let asker = first; ; asker = 'webhook') {
        this.woken = false;
        await this.pass(asker);
        if (!this.woken || this.resting || this.signal.aborted) return;
      }
    } finally {
      // In the same breath as the last look at `woken`: who wakes us now must find nothing running.
      this.running = null;
    }
  }

  private async pass(asker: Asker): Promise<void> {
    try {
      const { fresh, changed } = await this.needs.poller.pass(asker, this.signal);
      if (asker === 'webhook') this.weigh(fresh + changed > 0);
    } catch (error) {
      if (asker === 'webhook') this.weigh(false);
      if (!this.signal.aborted) this.needs.failed(error);
    }
  }

  private weigh(hasFound: boolean): void {
    // A webhook may come before its call stands in the history: then the schedule has still to look.
    this.skipTick = hasFound;
    this.empty = hasFound ? 0 : this.empty + 1;
    if (!hasFound) this.resting = this.recover(Math.min(this.rest.leastMs * 2 ** (this.empty - 1), this.rest.mostMs));
  }

  private async recover(forMs: number): Promise<void> {
    await sleep(forMs, this.signal).catch(() => undefined);
    this.resting = null;
    if (this.signal.aborted || this.running) return;
    if (this.woken) void this.start('webhook');
    else this.empty = 0;
  }
}
