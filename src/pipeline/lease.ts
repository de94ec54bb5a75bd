import type { Held } from '../domain/call.js';
import type { CallStore } from '../domain/ports.js';

/** A lease kept alive: renewed three times a hold; `signal` aborts when it is lost, or with the parent. */
export function keepLease(store: CallStore, held: Held, holdMs: number, parent: AbortSignal) {
  const lost = new AbortController();
  let renewal = Promise.resolve();
  const timer = setInterval(() => {
    renewal = store.renew(held, holdMs).then(
      (ours) => {
        if (!ours) lost.abort(new Error('the lease of the call is lost'));
      },
      (error) => lost.abort(error),
    );
  }, holdMs / 3);
  return {
    signal: AbortSignal.any([parent, lost.signal]),
    async [Symbol.asyncDispose]() {
      clearInterval(timer);
      await renewal;
    },
  };
}
