import { describe, expect, it } from 'vitest';
import { statsOf } from '../../src/app/stats.js';
import type { Leg } from '../../src/domain/call.js';
import { SqlCallStore } from '../../src/store/calls.js';
import { CONTEXT } from '../card/samples.js';
import { openBench } from '../store/bench.js';
import { ENTRY } from '../store/conformance.js';
import { call, leg } from '../store/samples.js';

const DAY = { from: '2026-11-20T00:00:00.000Z', to: '2026-11-21T00:00:00.000Z' };
const analysed = (employeeName: string | null) => JSON.stringify({ headline: 'Вопрос', outcome: {}, employeeName });

describe('who talked', () => {
  it.each<[string, Partial<Leg>[], string | null, [string | null, number][]]>([
    ['the name of the configuration', [{ employee: '100' }], null, [['Алексей', 64]]],
    ['a bare extension', [{ employee: '200' }], null, [['доб. 200', 64]]],
    ['gives way to the name that was heard', [{ employee: '200' }], 'Анна', [['Анна', 64]]],
    ['the provider’s word stays', [{ employee: 'Борис' }], 'Анна', [['Борис', 64]]],
    ['nobody says', [{ employee: null }], null, [[null, 64]]],
    [
      'each of two has the time of their own legs',
      [
        { employee: '100', seconds: 10 },
        { employee: 'Борис', seconds: 20, startedAt: '2026-11-20T09:05:00.000Z' },
      ],
      null,
      [
        ['Борис', 20],
        ['Алексей', 10],
      ],
    ],
    [
      'not who only rang',
      [{ employee: '100' }, { employee: 'Борис', seconds: 20, disposition: 'noanswer' }],
      null,
      [['Алексей', 64]],
    ],
  ])('%s', async (_, legs, heard, employees) => {
    await using bench = await openBench();
    const store = new SqlCallStore(bench.base, bench.clock);
    await store.enqueue(
      call(
        'in_a',
        legs.map((given, place) => leg({ id: `in_a.${place}`, ...given })),
      ),
      ENTRY,
    );
    await bench.base
      .updateTable('calls')
      .set({ analysis: analysed(heard) })
      .execute();
    const stats = await statsOf(bench.base, DAY, CONTEXT);
    const byName = (a: { talkSeconds: number }, b: { talkSeconds: number }) => b.talkSeconds - a.talkSeconds;
    expect(stats.employees.sort(byName).map(({ name, talkSeconds }) => [name, talkSeconds])).toEqual(employees);
  });
});
