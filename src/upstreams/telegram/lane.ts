import PQueue from 'p-queue';
import type { Pace } from '../../domain/ports.js';
import { UpstreamError } from '../../domain/trouble.js';

/** One sender at a time, in the order they came; each request at the pace that all processes keep in its chat. */
export class Lane {
  private readonly queue = new PQueue({ concurrency: 1 });

  constructor(private readonly pace: Pace) {}

  /** Runs `work` when those before it have ended. Throws `transient` when it is stopped before. */
  async run<T>(work: () => Promise<T>, signal: AbortSignal): Promise<T> {
    // Of the queue's own: it must not cut off work that has begun, for only the work knows what was written.
    const waiting = new AbortController();
    const stop = () => waiting.abort(neverSent());
    const listenNoMore = () => signal.removeEventListener('abort', stop);
    signal.addEventListener('abort', stop, { once: true });
    if (signal.aborted) stop();
    const begin = () => {
      listenNoMore();
      return work();
    };
    try {
      return await this.queue.add(begin, { signal: waiting.signal });
    } finally {
      listenNoMore();
    }
  }

  /** Resolves when a request may be written to the chat. Throws `transient` when it is stopped before, or the chat is blocked. */
  async turn(chatId: number, signal: AbortSignal): Promise<void> {
    const { blockedMs } = await this.pace.take(chatId, signal).catch((error: unknown) => {
      throw signal.aborted ? neverSent() : error;
    });
    if (blockedMs > 0) {
      throw new UpstreamError('telegram', 'transient', 'Telegram asked to wait', { retryAfterMs: blockedMs });
    }
  }

  /** The server said no more for so long. */
  async block(chatId: number, forMs: number): Promise<void> {
    await this.pace.block(chatId, forMs);
  }
}

/** We were told to stop before anything was written. */
export function neverSent(): UpstreamError {
  return new UpstreamError('telegram', 'transient', 'stopped before anything was sent');
}
