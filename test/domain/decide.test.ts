import { describe, expect, it } from 'vitest';
import { decide, PATIENCE, waitingStep } from '../../src/domain/decide.js';
import { type Trouble, UpstreamError } from '../../src/domain/trouble.js';

const MINUTE = 60_000;
const trouble = (kind: Trouble, retryAfterMs?: number) => new UpstreamError('openai', kind, 'said', { retryAfterMs });
const retry = (afterMs: number) => ({ action: 'retry', afterMs, givesBack: false });

describe('what follows from a failure', () => {
  it.each([
    ['the first transient one', trouble('transient'), 1, retry(2_000)],
    ['the fifth', trouble('transient'), 5, retry(32_000)],
    ['much later: half an hour', trouble('transient'), 40, retry(30 * MINUTE)],
    ['exactly the wait the server named', trouble('transient', 7_000), 3, retry(7_000)],
    ['a short wait named again and again: ours', trouble('transient', 500), 8, retry(256_000)],
    ['after three days: given up', trouble('transient'), PATIENCE.attempts, { action: 'give-up' }],
    ['an uncertain send: again', trouble('uncertain'), 1, retry(2_000)],
    ['rejected: given up at once', trouble('rejected'), 1, { action: 'give-up' }],
    ['not ready: the attempt is given back', trouble('not-ready'), 9, { ...retry(2_000), givesBack: true }],
    [
      'a bad key: a long wait, the attempt given back',
      trouble('unauthorized'),
      9,
      { ...retry(10 * MINUTE), givesBack: true },
    ],
    [
      'held back: until the next probe, the attempt given back',
      trouble('held', 42_000),
      PATIENCE.attempts,
      { ...retry(42_000), givesBack: true },
    ],
    ['a fault of ours: again', new TypeError('oops'), 1, retry(2_000)],
    ['a fault of ours, five times', new TypeError('oops'), PATIENCE.faults, { action: 'give-up' }],
  ])('%s', (_, error, attempts, verdict) => {
    expect(decide(error, { attempts, ageMs: 0 }, PATIENCE, 0.5)).toEqual(verdict);
  });

  it('spreads the waits so that calls do not come back in step', () => {
    const waits = [0, 0.999].map((random) => decide(trouble('transient'), { attempts: 1, ageMs: 0 }, PATIENCE, random));
    expect(waits).toEqual([retry(1_600), retry(2_399)]);
  });

  it.each([
    [0, 2_000],
    [2 * MINUTE, 12_000],
    [9 * MINUTE, 30_000],
    [10 * MINUTE, 30_000],
    [60 * MINUTE, 3 * MINUTE],
    [23 * 60 * MINUTE, 60 * MINUTE],
    // Our clock is a little behind the provider's, or was put back by a day.
    [-1_000, 2_000],
    [-24 * 60 * MINUTE, 30_000],
  ])('a recording %d ms late is awaited for %d ms', (ageMs, step) => expect(waitingStep(ageMs)).toBe(step));
});
