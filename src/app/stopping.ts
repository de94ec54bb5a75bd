import { setMaxListeners } from 'node:events';
import type { Signals } from '../pipeline/carry.js';

/** How a program ends: first `stopping` (begin nothing new), then `abort` (drop what is running). */
export interface Stopping extends Signals, Disposable {
  /** The signal that stopped us, once it came. */
  cause(): NodeJS.Signals | null;
  /** The same without a signal: begin nothing new. */
  stop(reason: Error): void;
}

/** Why work was dropped that a signal has stopped. */
export class StoppedBySignal extends Error {
  constructor(readonly signal: NodeJS.Signals) {
    super(`stopped by ${signal}`);
  }
}

/** SIGINT or SIGTERM stops gracefully; a second one, or `graceMs`, aborts. */
export function stopOnSignals(graceMs: number): Stopping {
  const stopping = new AbortController();
  const abort = new AbortController();
  // Every running call waits on them: more than ten listeners are no leak here.
  setMaxListeners(0, stopping.signal, abort.signal);
  let cause: NodeJS.Signals | null = null;
  let grace: NodeJS.Timeout | undefined;
  const onSignal = (signal: NodeJS.Signals) => {
    const reason = new StoppedBySignal(signal);
    if (cause) return abort.abort(reason);
    cause = signal;
    stopping.abort(reason);
    grace = setTimeout(() => abort.abort(reason), graceMs);
    grace.unref();
  };
  process.on('SIGINT', onSignal).on('SIGTERM', onSignal);
  return {
    stopping: stopping.signal,
    abort: abort.signal,
    cause: () => cause,
    stop: (reason) => stopping.abort(reason),
    [Symbol.dispose]() {
      clearTimeout(grace);
      process.off('SIGINT', onSignal).off('SIGTERM', onSignal);
    },
  };
}

export function untilStopped({ stopping }: Signals): Promise<void> {
  return new Promise((resolve) => {
    if (stopping.aborted) resolve();
    stopping.addEventListener('abort', () => resolve(), { once: true });
  });
}
