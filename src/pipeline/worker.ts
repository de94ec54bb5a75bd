import type { Held } from '../domain/call.js';
import type { CallStore } from '../domain/ports.js';
import { sleep } from '../lib/sleep.js';
import type { Carrier, Signals } from './carry.js';

/** Other processes may add calls to the base at any time: so often it is asked. */
const LOOK_MS = 500;

interface Needs {
  store: CallStore;
  carrier: Carrier;
  concurrency: number;
  holdMs: number;
}

/** Takes due calls, as many as there is room for, and carries them. */
export class Worker {
  /** By the ids of the calls. */
  private readonly running = new Map<string, Promise<void>>();
  private liveRunning = 0;
  /** The first call that could not even be put back: the base is out of order, and so are we. */
  private broken: { error: unknown } | null = null;
  private failures = 0;

  constructor(private readonly needs: Needs) {}

  /** Works until told to stop; resolves when the running stages have come to their end. */
  async run(signals: Signals): Promise<void> {
    while (!signals.stopping.aborted) {
      const taken = await this.takeDue(signals);
      if (taken === 0) await this.pause(signals.stopping);
    }
    await this.end();
  }

  /** Works until no call is due any more. Returns how many have failed so far. */
  async drain(signals: Signals): Promise<number> {
    while (!signals.stopping.aborted) {
      const taken = await this.takeDue(signals);
      if (taken > 0) continue;
      if (this.running.size === 0) break;
      await this.pause(signals.stopping);
    }
    await this.end();
    return this.failures;
  }

  private async end(): Promise<void> {
    await Promise.all(this.running.values());
    if (this.broken) throw this.broken.error;
  }

  private async takeDue(signals: Signals): Promise<number> {
    if (this.broken) throw this.broken.error;
    const room = this.needs.concurrency - this.running.size;
    // Calls of the history never take the room of live ones: those go beside them.
    const due =
      room > 0 ? await this.claim(room, 'all') : await this.claim(this.needs.concurrency - this.liveRunning, 'live');
    for (const held of due) this.start(held, signals);
    return due.length;
  }

  /** A base that was out of order, or a clock that was put forward, ends leases of calls that we still work on. */
  private async claim(room: number, which: 'all' | 'live'): Promise<Held[]> {
    return room > 0 ? this.needs.store.claim(room, this.needs.holdMs, which, this.running) : [];
  }

  private start(held: Held, signals: Signals): void {
    const live = held.call.live ? 1 : 0;
    this.liveRunning += live;
    const carried = this.needs.carrier
      .carry(held, signals)
      .then((end) => {
        if (end === 'failed') this.failures += 1;
      })
      .catch((error: unknown) => {
        this.broken ??= { error };
      })
      .finally(() => {
        this.liveRunning -= live;
        this.running.delete(held.call.id);
      });
    this.running.set(held.call.id, carried);
  }

  /** Until a running call ends, or it is time to look again. */
  private async pause(stopping: AbortSignal): Promise<void> {
    const over = new AbortController();
    const end = () => over.abort();
    // No AbortSignal.any here: each one would leave a trace on a signal that lives as long as the daemon.
    stopping.addEventListener('abort', end, { once: true });
    if (stopping.aborted) end();
    try {
      await Promise.race([sleep(LOOK_MS, over.signal).catch(() => undefined), ...this.running.values()]);
    } finally {
      stopping.removeEventListener('abort', end);
      end();
    }
  }
}
