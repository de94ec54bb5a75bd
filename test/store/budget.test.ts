import { describe, expect, it } from 'vitest';
import type { Asker } from '../../src/domain/ports.js';
import { SqlBudget } from '../../src/store/budget.js';
import { openBase } from '../../src/store/open.js';
import { type Bench, openBench } from './bench.js';

const LIMITS = { statistics: 3, all: 100 };

describe('the budget of statistics requests', () => {
  it.each<[string, Asker[], Asker, boolean]>([
    ['the schedule takes two', ['schedule'], 'schedule', true],
    ['and leaves the third', ['schedule', 'schedule'], 'schedule', false],
    ['to a webhook', ['schedule', 'schedule'], 'webhook', true],
    ['or to process', ['schedule', 'schedule'], 'process', true],
    ['beside a schedule backfill has one', ['schedule', 'backfill'], 'backfill', false],
    ['without a schedule it has them all', ['backfill', 'backfill'], 'backfill', true],
    ['a webhook may take any, for its pass replaces a scheduled one', ['schedule', 'webhook'], 'webhook', true],
    ['no more than three in all', ['schedule', 'webhook', 'webhook'], 'webhook', false],
  ])('%s', async (_, granted, asker, isGranted) => {
    await using bench = await openBench();
    const budget = new SqlBudget(bench.base, LIMITS, bench.clock);
    for (const earlier of granted) {
      await budget.take('statistics', earlier, new AbortController().signal);
      bench.pass(19_999);
    }
    expect(await isFree(budget, asker)).toBe(isGranted);
  });

  it('is free again a minute after the oldest request', async () => {
    await using bench = await openBench();
    const budget = new SqlBudget(bench.base, LIMITS, bench.clock);
    for (let taken = 0; taken < 3; taken++) {
      await budget.take('statistics', 'webhook', new AbortController().signal);
      bench.pass(19_999);
    }
    expect(await isFree(budget, 'webhook')).toBe(false);
    bench.pass(3);
    expect(await isFree(budget, 'webhook')).toBe(true);
  });

  it('keeps one request back in any half minute, so that no new call waits a whole one', async () => {
    await using bench = await openBench();
    const budget = new SqlBudget(bench.base, LIMITS, bench.clock);
    for (let taken = 0; taken < 2; taken++) await budget.take('statistics', 'webhook', new AbortController().signal);
    expect(await isFree(budget, 'webhook')).toBe(false);
    bench.pass(30_000);
    expect(await isFree(budget, 'webhook')).toBe(true);
  });

  it('is one for all processes', async () => {
    await using bench = await openBench();
    const other = await openBase(bench.path);
    const budgets = [bench.base, other].map((base) => new SqlBudget(base, LIMITS, bench.clock));
    for (const budget of [...budgets, ...budgets].slice(0, 3)) {
      await budget.take('statistics', 'process', new AbortController().signal);
      bench.pass(19_999);
    }
    for (const budget of budgets) expect(await isFree(budget, 'process')).toBe(false);
    await other.destroy();
  });

  it('gives the slot that frees itself to the webhook, not to who waited longer', async () => {
    await using bench = await openBench();
    const budget = new SqlBudget(bench.base, LIMITS, bench.clock);
    for (let taken = 0; taken < 2; taken++) await budget.take('statistics', 'process', new AbortController().signal);
    const order: Asker[] = [];
    const stop = new AbortController();
    const waiting = (['backfill', 'webhook'] as const).map((asker) =>
      budget.take('statistics', asker, stop.signal).then(
        () => order.push(asker),
        () => undefined,
      ),
    );
    await waitFor(bench, 2);
    await freeOne(bench);
    await expect.poll(() => order.length, { timeout: 5000 }).toBeGreaterThan(0);
    expect(order[0]).toBe('webhook');
    stop.abort(new Error('the test is over'));
    await Promise.all(waiting);
  });

  it('obeys what the server said, for all kinds it covers', async () => {
    await using bench = await openBench();
    const budget = new SqlBudget(bench.base, LIMITS, bench.clock);
    await budget.block('all', 30_000);
    expect(await isFree(budget, 'webhook')).toBe(false);
    bench.pass(30_000);
    expect(await isFree(budget, 'webhook')).toBe(true);
  });
});

/** Whether a request is granted at once. */
async function isFree(budget: SqlBudget, asker: Asker): Promise<boolean> {
  const now = AbortSignal.abort(new Error('not now'));
  return budget.take('statistics', asker, now).then(
    () => true,
    () => false,
  );
}

async function waitFor(bench: Bench, waiting: number): Promise<void> {
  const count = async () =>
    (await bench.base.selectFrom('budget').select('id').where('grantedAt', 'is', null).execute()).length;
  await expect.poll(count).toBe(waiting);
}

async function freeOne(bench: Bench): Promise<void> {
  const row = await bench.base
    .selectFrom('budget')
    .select('id')
    .where('grantedAt', 'is not', null)
    .executeTakeFirstOrThrow();
  await bench.base.deleteFrom('budget').where('id', '=', row.id).execute();
}
