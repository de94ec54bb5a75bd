import type { Asker } from '../domain/ports.js';
import type { Poller } from './poller.js';

interface Needs {
  poller: Pick<Poller, 'pass'>;
  /** Told of a pass that failed. */
  failed: (error: unknown) => void;
}

/** When the history is asked: by schedule, and at once when a webhook calls. One pass at a time. */
export class PollRhythm {
  private running: Promise<void> | null = null;
  private woken = false;
  private skipTick = false;

  constructor(
    private readonly needs: Needs,
    private readonly signal: AbortSignal,
  ) {}

  /** A tick of the schedule; a pass made for a webhook has replaced it. */
  async tick(): Promise<void> {
    if (this.skipTick) {
      this.skipTick = false;
      return;
    }
    if (!this.running) await this.start('schedule');
  }

  /** A webhook came: look now; if a pass is under way it may have looked too early, so once more after it. */
  wake(): void {
    this.woken = true;
    if (!this.running) void this.start('webhook');
  }

  /** Resolves when no pass is running. */
  async idle(): Promise<void> {
    await this.running;
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
        if (!this.woken || this.signal.aborted) return;
      }
    } finally {
      // In the same breath as the last look at `woken`: who wakes us now must find nothing running.
      this.running = null;
    }
  }

  private async pass(asker: Asker): Promise<void> {
    try {
      const { fresh, changed } = await this.needs.poller.pass(asker, this.signal);
      // A webhook may come before its call stands in the history: then the schedule has still to look.
      if (asker === 'webhook') this.skipTick = fresh + changed > 0;
    } catch (error) {
      if (!this.signal.aborted) this.needs.failed(error);
    }
  }
}
