import { describe, expect, it } from 'vitest';
import { SqlBudget } from '../../src/store/budget.js';
import { findCall } from '../../src/store/call-reader.js';
import { restartCall } from '../../src/store/rerun.js';
import { openBench } from './bench.js';
import { ENTRY, HOLD_MS, MADE, only, withStore } from './conformance.js';
import { call, leg } from './samples.js';

const DAY_MS = 24 * 60 * 60_000;
const LIMITS = { statistics: 3, all: 100 };
const NEVER = new AbortController().signal;
const BACK = [
  ['a day', DAY_MS],
  ['a year', 365 * DAY_MS],
] as const;

describe.each(BACK)('a clock put back by %s', (_, backMs) => {
  it('keeps no call waiting', () =>
    withStore(async (store, bench) => {
      await store.enqueue(call('in_a'), ENTRY);
      await store.settle(await only(store), { afterMs: 30 * 60_000, givesBack: true, error: null });
      bench.pass(-backMs);
      expect((await only(store)).call.id).toBe('in_a');
      expect(await store.claim(9, HOLD_MS)).toEqual([]);
    }));

  it('keeps no call in the hands of a worker that died', () =>
    withStore(async (store, bench) => {
      await store.enqueue(call('in_a'), ENTRY);
      await only(store);
      bench.pass(-backMs);
      expect(await store.claimOne('in_a', HOLD_MS)).toMatchObject({ attempts: 2 });
      bench.pass(-backMs);
      expect(await restartCall(bench.base, bench.clock, 'in_a', 'download')).toBe(true);
    }));

  it('leaves the calls in our own hands there', () =>
    withStore(async (store, bench) => {
      await store.enqueue(call('in_a'), ENTRY);
      const held = await only(store);
      bench.pass(-backMs);
      expect(await store.claim(9, HOLD_MS, 'all', new Set(['in_a']))).toEqual([]);
      expect(await store.renew(held, HOLD_MS)).toBe(true);
      expect(await store.advance(held, MADE.download, HOLD_MS)).toMatchObject({ place: 'transcribe' });
    }));

  it('opens a call of a dead worker that gains a leg', () =>
    withStore(async (store, bench) => {
      await store.enqueue(call('in_a'), ENTRY);
      await only(store);
      bench.pass(-backMs);
      await store.enqueue(call('in_a', [leg({ id: 'in_a.2' })]), ENTRY);
      const dueAt = bench.clock().toISOString();
      expect(await findCall(bench.base, 'in_a')).toMatchObject({ dueAt, attempts: 0 });
      expect(await only(store)).toMatchObject({ place: 'download', attempts: 1 });
    }));

  it('frees the requests of a minute in a minute, whoever took them or waited for them', async () => {
    await using bench = await openBench();
    const budget = new SqlBudget(bench.base, LIMITS, bench.clock);
    for (let taken = 0; taken < 3; taken++) {
      await budget.take('statistics', 'webhook', NEVER);
      bench.pass(19_999);
    }
    const dead = { kind: 'statistics', rank: 0, askedAt: '', seenAt: bench.clock().toISOString(), grantedAt: null };
    await bench.base
      .insertInto('budget')
      .values({ id: 'dead', ...dead })
      .execute();
    bench.pass(-backMs);
    expect(await isFree(budget)).toBe(false);
    bench.pass(60_000);
    expect(await isFree(budget)).toBe(true);
  });

  it('ends what the server said before', async () => {
    await using bench = await openBench();
    const budget = new SqlBudget(bench.base, LIMITS, bench.clock);
    await budget.block('statistics', 60_000);
    bench.pass(-backMs);
    expect(await isFree(budget)).toBe(true);
    await budget.block('statistics', 60_000);
    expect(await isFree(budget)).toBe(false);
  });
});

describe('a clock put forward', () => {
  it('ends every lease; then one worker takes the call, and the other changes nothing any more', () =>
    withStore(async (store, bench) => {
      await store.enqueue(call('in_a'), ENTRY);
      const first = await only(store);
      bench.pass(365 * DAY_MS);
      const second = await only(store);
      bench.pass(-365 * DAY_MS);
      expect(await store.renew(first, HOLD_MS)).toBe(false);
      expect(await store.advance(first, MADE.download, HOLD_MS)).toBeNull();
      expect(await store.advance(second, MADE.download, HOLD_MS)).toMatchObject({ place: 'transcribe' });
      expect(await findCall(bench.base, 'in_a')).toMatchObject({ place: 'transcribe' });
    }));

  it('takes no call out of our own hands', () =>
    withStore(async (store, bench) => {
      await store.enqueue(call('in_a'), ENTRY);
      const held = await only(store);
      await store.enqueue(call('in_a', [leg({ id: 'in_a.2' })]), ENTRY);
      bench.pass(365 * DAY_MS);
      expect(await store.claim(9, HOLD_MS, 'all', new Map([['in_a', 1]]))).toEqual([]);
      expect(await store.renew(held, HOLD_MS)).toBe(true);
      expect(await store.advance(held, MADE.download, HOLD_MS)).toBeNull();
      expect(await only(store)).toMatchObject({ place: 'download' });
    }));
});

it('no call is put off for longer than an hour', () =>
  withStore(async (store, bench) => {
    await store.enqueue(call('in_a'), ENTRY);
    await store.settle(await only(store), { afterMs: 5 * DAY_MS, givesBack: true, error: null });
    bench.pass(60 * 60_000 - 1);
    expect(await store.claim(9, HOLD_MS)).toEqual([]);
    bench.pass(1);
    expect(await store.claim(9, HOLD_MS)).toHaveLength(1);
  }));

async function isFree(budget: SqlBudget): Promise<boolean> {
  const stop = new AbortController();
  const taken = budget.take('statistics', 'webhook', stop.signal).then(
    () => true,
    () => false,
  );
  setTimeout(() => stop.abort(), 100);
  return taken;
}
