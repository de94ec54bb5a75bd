import { describe, expect, it } from 'vitest';
import { sum } from '../torture/outcome.js';
import { torture } from '../torture/torture.js';

describe('under torture', () => {
  it('no call is lost, nothing is bought again but what was in flight, no double comes without a mark', async () => {
    const outcome = await torture({ kills: 15, calls: 20, seed: 7, longestLifeMs: 500, noise: 0.2, restMs: 40_000 });
    expect(outcome.broken).toEqual([]);
    // It was a torture: work was under way, and all of it came to its end.
    expect(outcome.kills).toHaveLength(15);
    expect(outcome.takeUps.lateMs.length).toBeGreaterThan(3);
    expect(sum(outcome.ends)).toBe(20);
    expect(outcome.purchases.again).toBeLessThanOrEqual(sum(outcome.purchases.lost));
    expect(outcome.purchases.bought - outcome.purchases.again).toBeGreaterThan(10);
  }, 240_000);
});
