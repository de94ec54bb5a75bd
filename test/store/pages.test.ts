import { describe, expect, it } from 'vitest';
import type { Status, StoredCall } from '../../src/domain/stored.js';
import { SqlAnswers } from '../../src/store/answers.js';
import { findCall } from '../../src/store/call-reader.js';
import { SqlCallStore } from '../../src/store/calls.js';
import { SqlDeliveries } from '../../src/store/deliveries.js';
import { callPages, type PageFilter } from '../../src/store/pages.js';
import { type Bench, openBench } from './bench.js';
import { ENTRY, HOLD_MS } from './conformance.js';
import { call, leg } from './samples.js';

/** Five calls; the middle three began in the same moment. */
async function withFive(run: (bench: Bench, store: SqlCallStore) => Promise<void>): Promise<void> {
  await using bench = await openBench();
  const store = new SqlCallStore(bench.base, bench.clock);
  for (const [id, minute] of [
    ['d', 2],
    ['b', 2],
    ['e', 3],
    ['a', 1],
    ['c', 2],
  ] as const) {
    await store.enqueue(call(id, [leg({ id: `${id}.1`, startedAt: `2026-11-20T09:0${minute}:00.000Z` })]), ENTRY);
  }
  await run(bench, store);
}

async function idsOf(bench: Bench, filter: PageFilter, size: number): Promise<string[]> {
  const pages: string[] = [];
  for await (const page of callPages(bench.base, filter, size)) {
    pages.push(page.map((each) => each.facts.id).join(''));
  }
  return pages;
}

describe('pages of calls', () => {
  it.each([
    [1, ['a', 'b', 'c', 'd', 'e']],
    [2, ['ab', 'cd', 'e']],
    [3, ['abc', 'de']],
    [5, ['abcde']],
    [9, ['abcde']],
  ])('of %i: every call once, the oldest first', (size, pages) =>
    withFive(async (bench) => expect(await idsOf(bench, {}, size)).toEqual(pages)),
  );

  it.each<[string, PageFilter, string[]]>([
    ['from: included', { from: '2026-11-20T09:02:00.000Z' }, ['bc', 'de']],
    ['to: not included', { to: '2026-11-20T09:02:00.000Z' }, ['a']],
    ['nothing at all', { from: '2026-11-21T00:00:00.000Z' }, []],
  ])('by the time they began, %s', (_, filter, pages) =>
    withFive(async (bench) => expect(await idsOf(bench, filter, 2)).toEqual(pages)),
  );

  it.each<[Status, string[]]>([
    ['pending', ['ac', 'de']],
    ['failed', ['b']],
    ['done', []],
  ])('by status: %s', (status, pages) =>
    withFive(async (bench, store) => {
      const held = await store.claimOne('b', HOLD_MS);
      if (held) await store.settle(held, { afterMs: null, givesBack: false, error: null });
      expect(await idsOf(bench, { status }, 2)).toEqual(pages);
    }),
  );

  it('a call that joins behind is seen, one that joins before is not, and none twice', () =>
    withFive(async (bench, store) => {
      const seen: string[] = [];
      for await (const page of callPages(bench.base, {}, 2)) {
        seen.push(...page.map((each) => each.facts.id));
        await store.enqueue(call('0', [leg({ id: '0.1', startedAt: '2026-11-20T09:00:00.000Z' })]), ENTRY);
        await store.enqueue(call('f', [leg({ id: 'f.1', startedAt: '2026-11-20T09:04:00.000Z' })]), ENTRY);
      }
      expect(seen.join('')).toBe('abcdef');
    }));

  it('hold all that is known of each call, its cost and its messages among it', () =>
    withFive(async (bench) => {
      const answers = new SqlAnswers(bench.base, bench.clock);
      const pay = (callId: string, input: string, cost: number | null) =>
        answers.once({ stage: 'analyze', model: 'm', input, parameters: {} }, { callId, take: 0 }, async () => ({
          body: '{}',
          usage: null,
          cost,
        }));
      await pay('a', 'one', 0.25);
      await pay('a', 'two', 0.5);
      await pay('b', 'three', 1);
      await pay('b', 'four', null);
      const deliveries = new SqlDeliveries(bench.base, bench.clock);
      for (const kind of ['card', 'transcript'] as const) {
        await deliveries.sent(await deliveries.open('c', kind), { chatId: -1, messageId: 7 }, 'digest');
      }
      const calls: StoredCall[] = [];
      for await (const page of callPages(bench.base, {}, 2)) calls.push(...page);
      expect(calls.map((each) => each.cost)).toEqual([0.75, null, 0, 0, 0]);
      expect(calls).toEqual(await Promise.all(['a', 'b', 'c', 'd', 'e'].map((id) => findCall(bench.base, id))));
    }));
});
