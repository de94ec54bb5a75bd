import { LONGEST_MS } from './sleep.js';

/** A signal of our own that also follows others. Dispose it when the work is done: it then lets go of them. */
export interface LinkedSignal extends Disposable {
  signal: AbortSignal;
  abort(reason: unknown): void;
}

/**
 * Aborts with any of `parents`, with their reason. Not AbortSignal.any: on Node 20 garbage collection may take its
 * sources away, timeouts first, and every one leaves a trace on a signal that lives as long as the daemon.
 */
export function linkedSignal(...parents: AbortSignal[]): LinkedSignal {
  const controller = new AbortController();
  const links = parents.map((parent) => {
    const follow = () => controller.abort(parent.reason);
    if (parent.aborted) follow();
    parent.addEventListener('abort', follow, { once: true });
    return () => parent.removeEventListener('abort', follow);
  });
  return {
    signal: controller.signal,
    abort: (reason) => controller.abort(reason),
    [Symbol.dispose]() {
      for (const unlink of links) unlink();
    },
  };
}

/** The same, and aborts after `ms` milliseconds. */
export function deadline(ms: number, ...parents: AbortSignal[]): LinkedSignal {
  const linked = linkedSignal(...parents);
  const timer = setTimeout(() => linked.abort(new Error(`not done within ${ms} ms`)), Math.min(ms, LONGEST_MS));
  return {
    ...linked,
    [Symbol.dispose]() {
      clearTimeout(timer);
      linked[Symbol.dispose]();
    },
  };
}
