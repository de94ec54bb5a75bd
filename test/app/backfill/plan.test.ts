import { describe, expect, it } from 'vitest';
import { planBackfill } from '../../../src/app/backfill/plan.js';
import { SqlCallStore } from '../../../src/store/calls.js';
import { SqlMemory } from '../../../src/store/memory.js';
import { type Bench, openBench } from '../../store/bench.js';
import { carryThrough, ENTRY, only } from '../../store/conformance.js';
import { call, leg } from '../../store/samples.js';
import { defaults } from '../doctor/defaults.js';

const HOUR_MS = 3_600_000;
const LIVE = ENTRY;
const HISTORY = { ...ENTRY, live: false };

/** A call of the history that ended so long ago. */
function ended(agoMs: number, id = 'in_a', legId = `${id}.1`) {
  const startedAt = new Date(Date.now() - agoMs - 64_000).toISOString();
  return call(id, [leg({ id: legId, startedAt })]);
}

describe('whose a call of the history is', () => {
  it.each<[string, number, (base: Bench, store: SqlCallStore) => Promise<unknown>, string]>([
    ['one that nobody has seen', 24 * HOUR_MS, async () => undefined, 'to import'],
    ['a new one on a base that no poll has begun', 60_000, async () => undefined, 'to import'],
    ['a new one, for the next pass to find', 60_000, (bench) => pollSince(bench, 24 * HOUR_MS), 'left'],
    ['one that ended before the first pass', 60_000, (bench) => pollSince(bench, 30_000), 'to import'],
    ['one that a poll at rest has missed', 7 * HOUR_MS, (bench) => pollSince(bench, 24 * HOUR_MS), 'to import'],
    ['a live one in the queue', 24 * HOUR_MS, (_, store) => store.enqueue(ended(0), LIVE), 'left'],
    ['one of an import before', 24 * HOUR_MS, (_, store) => store.enqueue(ended(0), HISTORY), 'to import'],
    ['one that is done', 24 * HOUR_MS, (_, store) => finish(store, 'in_a'), 'known'],
    ['one that is done under the id of its leg', 24 * HOUR_MS, (_, store) => finish(store, 'in_a.1'), 'known'],
  ])('%s', async (_, agoMs, prepare, expected) => {
    await using bench = await openBench(new Date().toISOString());
    const { base, clock } = bench;
    await prepare(bench, new SqlCallStore(base, clock));
    const parts = { base, memory: new SqlMemory(base, clock) };
    const { found, known, left, calls } = await planBackfill([ended(agoMs)], parts, defaults().config, null);
    expect({ found, known, left, 'to import': calls.length }).toEqual({
      ...{ found: 1, known: 0, left: 0, 'to import': 0 },
      [expected]: 1,
    });
  });
});

async function pollSince({ base, clock }: Bench, agoMs: number): Promise<void> {
  await new SqlMemory(base, clock).set('poll.floor', new Date(Date.now() - agoMs).toISOString());
}

async function finish(store: SqlCallStore, id: string): Promise<void> {
  await store.enqueue(ended(24 * HOUR_MS, id, 'in_a.1'), LIVE);
  await carryThrough(store, await only(store));
}
