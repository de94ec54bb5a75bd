import PQueue from 'p-queue';
import type { Clock } from '../../domain/ports.js';
import { UpstreamError } from '../../domain/trouble.js';
import { sleep } from '../../lib/sleep.js';

/** Our own pace in one chat (apis/telegram.md 3). */
export interface Pace {
  perChatMinute: number;
  /** Rest between the end of one request and the start of the next. */
  gapMs: number;
}

/** One sender at a time in one chat, at its pace; nobody while the chat is blocked. */
export class Lane {
  private readonly queue: PQueue;
  private freeAt = 0;
  private blockedUntil = 0;

  constructor(
    private readonly pace: Pace,
    private readonly clock: Clock,
  ) {
    this.queue = new PQueue({ concurrency: 1, interval: 60_000, intervalCap: pace.perChatMinute, strict: true });
  }

  /** Runs `work` when its turn has come. Throws `transient` if it never came: stopped while waiting, or blocked. */
  async run<T>(work: () => Promise<T>, signal: AbortSignal): Promise<T> {
    this.refuseWhileBlocked();
    // Of the queue's own: it must not cut off work that has begun, for only the work knows what was written.
    const waiting = new AbortController();
    const stop = () => waiting.abort(neverSent());
    signal.addEventListener('abort', stop, { once: true });
    if (signal.aborted) stop();
    const turn = async () => {
      await sleep(this.restMs(), waiting.signal);
      this.refuseWhileBlocked();
      signal.removeEventListener('abort', stop);
      try {
        return await work();
      } finally {
        this.freeAt = this.now() + this.pace.gapMs;
      }
    };
    try {
      return await this.queue.add(turn, { signal: waiting.signal });
    } finally {
      signal.removeEventListener('abort', stop);
    }
  }

  /** The server said no more for so long. */
  block(forMs: number): void {
    this.blockedUntil = Math.max(this.blockedUntil, this.now() + forMs);
  }

  private refuseWhileBlocked(): void {
    const retryAfterMs = this.blockedUntil - this.now();
    if (retryAfterMs > 0) throw new UpstreamError('telegram', 'transient', 'Telegram asked to wait', { retryAfterMs });
  }

  /** Never more than a gap, even when the clock was put back. */
  private restMs(): number {
    return Math.min(this.pace.gapMs, Math.max(0, this.freeAt - this.now()));
  }

  private now(): number {
    return this.clock().getTime();
  }
}

/** We were told to stop before anything was written. */
export function neverSent(): UpstreamError {
  return new UpstreamError('telegram', 'transient', 'stopped before anything was sent');
}
