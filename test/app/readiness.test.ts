import { describe, expect, it } from 'vitest';
import { BaseWatch } from '../../src/app/base-watch.js';
import { readiness } from '../../src/app/readiness.js';
import type { BreakerKind } from '../../src/domain/breaker.js';
import { SqlBreakers } from '../../src/store/breakers.js';
import { SqlMemory } from '../../src/store/memory.js';
import { openLog } from '../pipeline/line.js';
import { openBench } from '../store/bench.js';
import { defaults } from './doctor/defaults.js';

describe('readiness', () => {
  it.each<[BreakerKind | null, boolean, string]>([
    [null, true, 'ok'],
    ['told-to-wait', true, 'ok'],
    ['refused', false, 'refuses us'],
    ['down', false, 'is down'],
  ])('with a breaker that is %s is %s', async (kind, ok, word) => {
    await using bench = await openBench();
    const { base, clock } = bench;
    const baseWatch = new BaseWatch((await openLog()).log);
    const parts = { base, memory: new SqlMemory(base, clock), breakers: new SqlBreakers(base), baseWatch };
    const now = new Date().toISOString();
    await parts.memory.set('poll.mark', now);
    if (kind) {
      const what = { circuit: 'notify', upstream: 'telegram', fault: null, message: 'no answer' } as const;
      await parts.breakers.save({ ...what, kind, openedAt: now, probeAt: now, failures: 1 });
    }
    const found = await readiness(defaults().config, parts);
    expect([found.ok, found.state.upstreams.telegram]).toEqual([ok, word]);
  });
});
