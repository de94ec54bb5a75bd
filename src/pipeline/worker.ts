import type { Held } from '../domain/call.js';
import type { CallStore } from '../domain/ports.js';
import { sleep } from '../lib/sleep.js';
import type { BacklogFolder } from './backlog-folder.js';
import type { Carrier, End, Signals } from './carry.js';

/** Other processes may add calls to the base at any time: so often it is asked. */
const LOOK_MS = 500;

interface Needs {
  store: CallStore;
  carrier: Carrier;
  /** Folds cards that have waited for long; left out where there is no messenger. */
  folder?: BacklogFolder | null;
  concurrency: number;
  holdMs: number;
}

/** Takes due calls, as many as there is room for, and carries them. */
export class Worker {
  /** By the id of the call, or the lease of a batch. */
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
    await this.foldBacklog(signals);
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

  /** Before any of those calls is taken by itself; beside the work on others, as the message may wait for its turn. */
  private async foldBacklog(signals: Signals): Promise<void> {
    const { folder } = this.needs;
    const batch = await folder?.take();
    if (folder && batch) this.watch(batch.lease, folder.tell(batch, signals));
  }

  private start(held: Held, signals: Signals): void {
    const live = held.call.live ? 1 : 0;
    this.liveRunning += live;
    const carried = this.needs.carrier.carry(held, signals).finally(() => {
      this.liveRunning -= live;
    });
    this.watch(held.call.id, carried);
  }

  private watch(id: string, work: Promise<End>): void {
    const watched = work
      .then((end) => {
        if (end === 'failed') this.failures += 1;
      })
      .catch((error: unknown) => {
        this.broken ??= { error };
      })
      .finally(() => this.running.delete(id));
    this.running.set(id, watched);
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
