import { setTimeout as wait } from 'node:timers/promises';

/** What a timer can hold; a longer one would fire at once. */
export const LONGEST_MS = 2 ** 31 - 1;

/** Waits `ms` milliseconds; rejects with the signal's reason as soon as it is aborted. */
export async function sleep(ms: number, signal: AbortSignal): Promise<void> {
  signal.throwIfAborted();
  try {
    await wait(Math.min(ms, LONGEST_MS), undefined, { signal });
  } catch {
    throw signal.reason;
  }
}
