import type { Held } from '../domain/call.js';
import type { CallStore } from '../domain/ports.js';
import { linkedSignal } from '../lib/linked-signal.js';

/** A lease kept alive: renewed three times a hold; `signal` aborts when it is lost, or with the parent. */
export function keepLease(store: CallStore, held: Held, holdMs: number, parent: AbortSignal) {
  const lease = linkedSignal(parent);
  let renewal = Promise.resolve();
  const timer = setInterval(() => {
    renewal = store.renew(held, holdMs).then(
      (ours) => {
        if (!ours) lease.abort(new Error('the lease of the call is lost'));
      },
      (error) => lease.abort(error),
    );
  }, holdMs / 3);
  return {
    signal: lease.signal,
    async [Symbol.asyncDispose]() {
      clearInterval(timer);
      lease[Symbol.dispose]();
      await renewal;
    },
  };
}
