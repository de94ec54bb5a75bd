import { linkedSignal } from '../lib/linked-signal.js';

interface Lessor<Held> {
  renew(held: Held, holdMs: number): Promise<boolean>;
}

/** A lease kept alive: renewed three times a hold; `signal` aborts when it is lost, or with the parent. */
export function keepLease<Held>(store: Lessor<Held>, held: Held, holdMs: number, parent: AbortSignal) {
  const lease = linkedSignal(parent);
  let renewal: Promise<void> | null = null;
  const renew = async () => {
    try {
      if (!(await store.renew(held, holdMs))) lease.abort(new Error('the lease of the call is lost'));
    } catch (error) {
      lease.abort(error);
    } finally {
      renewal = null;
    }
  };
  // One at a time: a base that is out of order keeps them waiting.
  const timer = setInterval(() => {
    renewal ??= renew();
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
