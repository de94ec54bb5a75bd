import { describe, expect, it } from 'vitest';
import type { Analysis } from '../../src/domain/analysis/analysis.js';
import type { CallFacts } from '../../src/domain/call.js';
import { SqlAnswers } from '../../src/store/answers.js';
import { SqlCallStore } from '../../src/store/calls.js';
import { costByModel, countedRows } from '../../src/store/stats.js';
import { analysis } from '../card/samples.js';
import { type Bench, openBench } from './bench.js';
import { ENTRY, HOLD_MS, MADE } from './conformance.js';
import { call, leg } from './samples.js';

const NOVEMBER = { from: '2026-11-01T00:00:00.000Z', to: '2026-12-01T00:00:00.000Z' };

const at = (id: string, startedAt: string) => call(id, [leg({ id: `${id}.1`, startedAt })]);

/** Carries a call to its end, ten seconds a stage. */
async function finish(bench: Bench, facts: CallFacts, made: Analysis, entry = ENTRY): Promise<void> {
  const store = new SqlCallStore(bench.base, bench.clock);
  await store.enqueue(facts, entry);
  let held = await store.claimOne(facts.id, HOLD_MS);
  while (held) {
    bench.pass(10_000);
    const next = held.place === 'analyze' ? ({ stage: 'analyze', analysis: made } as const) : MADE[held.place];
    held = await store.advance(held, next, HOLD_MS);
  }
}

describe('the rows that are counted', () => {
  it('carry the verdict, the name that was heard and the passage', async () => {
    await using bench = await openBench('2026-11-20T10:00:00.000Z');
    const made = analysis({
      kind: 'sale',
      colour: 'red',
      outcome: { result: 'agreed', reason: null },
      employeeName: 'Анна',
    });
    await finish(bench, at('in_a', '2026-11-20T09:04:00.000Z'), made);
    expect(await countedRows(bench.base, NOVEMBER)).toEqual([
      {
        startedAt: '2026-11-20T09:04:00.000Z',
        direction: 'in',
        client: '+79161234567',
        talkSeconds: 64,
        disposition: 'answered',
        status: 'done',
        verdict: { kind: 'sale', colour: 'red', result: 'agreed' },
        heard: 'Анна',
        legs: [expect.objectContaining({ id: 'in_a.1', employee: '100' })],
        passage: {
          endedAt: '2026-11-20T09:05:04.000Z',
          passed: {
            download: '2026-11-20T10:00:10.000Z',
            transcribe: '2026-11-20T10:00:20.000Z',
            analyze: '2026-11-20T10:00:30.000Z',
            notify: '2026-11-20T10:00:40.000Z',
          },
        },
      },
    ]);
  });

  it('have no verdict before the analysis, nor where there is none, and no passage but of a live call that is done', async () => {
    await using bench = await openBench();
    const store = new SqlCallStore(bench.base, bench.clock);
    await store.enqueue(at('in_waits', '2026-11-20T09:00:00.000Z'), ENTRY);
    await store.enqueue(at('in_skipped', '2026-11-20T09:01:00.000Z'), { ...ENTRY, skip: () => 'too short' });
    await store.enqueue(at('in_given_up', '2026-11-20T09:02:00.000Z'), ENTRY);
    const held = await store.claimOne('in_given_up', HOLD_MS);
    if (held) await store.settle(held, { afterMs: null, givesBack: false, error: null });
    await finish(bench, at('in_history', '2026-11-20T09:03:00.000Z'), analysis(), { ...ENTRY, live: false });
    await bench.base
      .updateTable('calls')
      .set({ analysis: '{"none":"refused"}' })
      .where('id', '=', 'in_history')
      .execute();
    const rows = await countedRows(bench.base, NOVEMBER);
    expect(rows.map(({ status, verdict, passage }) => [status, verdict, passage])).toEqual([
      ['pending', null, null],
      ['skipped', null, null],
      ['failed', null, null],
      ['done', null, null],
    ]);
  });

  it('are those of the period, its beginning included and its end not', async () => {
    await using bench = await openBench();
    const store = new SqlCallStore(bench.base, bench.clock);
    for (const day of ['2026-10-31T23:59:59.999Z', NOVEMBER.from, '2026-11-30T23:59:59.999Z', NOVEMBER.to]) {
      await store.enqueue(at(`in_${day}`, day), ENTRY);
    }
    const rows = await countedRows(bench.base, NOVEMBER);
    expect(rows.map((row) => row.startedAt)).toEqual([NOVEMBER.from, '2026-11-30T23:59:59.999Z']);
  });
});

describe('the cost by model', () => {
  it('sums what the calls of the period cost, whenever it was paid, and counts what has no price', async () => {
    await using bench = await openBench('2026-12-20T10:00:00.000Z');
    const store = new SqlCallStore(bench.base, bench.clock);
    await store.enqueue(at('in_a', '2026-11-20T09:00:00.000Z'), ENTRY);
    await store.enqueue(at('in_later', NOVEMBER.to), ENTRY);
    const answers = new SqlAnswers(bench.base, bench.clock);
    const pay = (callId: string, model: string, cost: number | null, input: string) =>
      answers.once({ stage: 'analyze', model, input, parameters: {} }, { callId, take: 0 }, async () => ({
        body: '{}',
        usage: null,
        cost,
      }));
    await pay('in_a', 'gpt-4o', 0.25, 'one');
    await pay('in_a', 'gpt-4o', 0.5, 'two');
    await pay('in_a', 'gpt-4o', null, 'three');
    await pay('in_a', 'own', null, 'one');
    await pay('in_later', 'gpt-4o', 4, 'four');
    expect(await costByModel(bench.base, NOVEMBER)).toEqual([
      { model: 'gpt-4o', answers: 3, usd: 0.75, unpriced: 1 },
      { model: 'own', answers: 1, usd: null, unpriced: 1 },
    ]);
  });
});
