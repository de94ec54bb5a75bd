import { getEventListeners } from 'node:events';
import { describe, expect, it } from 'vitest';
import { sleep } from '../../src/lib/sleep.js';

describe('sleep', () => {
  it('wakes up by itself and leaves no listener behind', async () => {
    const { signal } = new AbortController();
    const started = performance.now();
    await sleep(30, signal);
    expect(performance.now() - started).toBeGreaterThanOrEqual(28);
    expect(getEventListeners(signal, 'abort')).toHaveLength(0);
  });

  it('rejects with the reason as soon as the signal is aborted', async () => {
    const stop = new AbortController();
    const asleep = sleep(60_000, stop.signal);
    const reason = new Error('the house is closing');
    stop.abort(reason);
    await expect(asleep).rejects.toBe(reason);
    expect(getEventListeners(stop.signal, 'abort')).toHaveLength(0);
  });

  it('does not fall asleep when the signal was aborted before', async () => {
    const reason = new Error('too late');
    await expect(sleep(60_000, AbortSignal.abort(reason))).rejects.toBe(reason);
  });

  it('does not take a very long wait for none', async () => {
    const stop = new AbortController();
    const asleep = sleep(1e12, stop.signal).then(
      () => 'woke',
      () => 'stopped',
    );
    await sleep(20, new AbortController().signal);
    stop.abort();
    expect(await asleep).toBe('stopped');
  });
});
