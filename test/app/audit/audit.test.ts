import { describe, expect, it } from 'vitest';
import { auditPeriod } from '../../../src/app/audit/audit.js';
import { repair } from '../../../src/app/audit/repair.js';
import type { CallFacts } from '../../../src/domain/call.js';
import type { Asker, Telephony } from '../../../src/domain/ports.js';
import { findCall } from '../../../src/store/call-reader.js';
import { SqlCallStore } from '../../../src/store/calls.js';
import { SqlMemory } from '../../../src/store/memory.js';
import { type Bench, openBench } from '../../store/bench.js';
import { carryThrough, ENTRY, HOLD_MS, only } from '../../store/conformance.js';
import { call, leg } from '../../store/samples.js';
import { defaults } from '../doctor/defaults.js';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const { config } = defaults();

describe('an audit', () => {
  it('asks in its own name, and beyond the borders of its period', () =>
    withOffice(async ({ audit, asked, bench }) => {
      await audit([]);
      expect(asked).toEqual([
        { asker: 'audit', from: at(bench, -2 * DAY_MS - 4 * HOUR_MS), to: expect.stringMatching(/Z$/) },
      ]);
    }));

  it('counts our calls that began in the period', () =>
    withOffice(async ({ audit, bench }) => {
      const foreign = { from: '+79161234567', to: '+79990001122' };
      const listed = [
        call('in_ours', [began(bench, -DAY_MS, 'a')]),
        call('in_before', [began(bench, -2 * DAY_MS - 1, 'b')]),
        call('in_foreign', [{ ...began(bench, -DAY_MS, 'c'), ...foreign }], { number: foreign.to }),
      ];
      expect((await audit(listed)).calls.map(({ id }) => id)).toEqual(['in_ours']);
    }));

  it.each<[string, Partial<CallFacts>, (bench: Bench) => ReturnType<typeof leg>, number, boolean]>([
    ['a call of the period', {}, (bench) => began(bench, -DAY_MS), -DAY_MS, true],
    ['one that was stored while the provider was asked', {}, (bench) => began(bench, -DAY_MS), HOUR_MS, false],
    ['one that began before', {}, (bench) => began(bench, -3 * DAY_MS), -DAY_MS, false],
    ['a recording of our own', { provider: 'file' }, (bench) => began(bench, -DAY_MS), -DAY_MS, false],
    [
      'a call of another number that somebody asked for',
      { number: '+79990001122' },
      (bench) => ({ ...began(bench, -DAY_MS), to: '+79990001122' }),
      -DAY_MS,
      false,
    ],
  ])('of what the provider does not list tells of %s', async (_, given, legOf, foundMs, isTold) =>
    withOffice(async ({ audit, bench, store }) => {
      bench.pass(foundMs);
      await store.enqueue(call('in_a', [legOf(bench)], given), ENTRY);
      bench.pass(-foundMs);
      const { unlisted, sums } = await audit([call('in_b', [began(bench, -DAY_MS, 'b')])]);
      expect([unlisted.map(({ facts }) => facts.id), sums.calls]).toEqual([isTold ? ['in_a'] : [], 1]);
    }),
  );

  it.each<[string, string | null, number, string]>([
    ['a base that no pass has begun', null, -DAY_MS, 'before'],
    ['a base that no pass has begun', null, -6 * 60_000, 'working'],
    ['a base that is polled', 'poll.floor', -DAY_MS, 'missing'],
  ])('of %s (%s) finds a call of %i ms ago %s', (_, name, agoMs, fate) =>
    withOffice(async ({ audit, bench, memory }) => {
      if (name) await memory.set(name, at(bench, -10 * DAY_MS));
      expect((await audit([call('in_a', [began(bench, agoMs)])])).calls).toMatchObject([{ fate }]);
    }),
  );
});

describe('a repair', () => {
  it('takes a missing call as a pass would, by the same rules', () =>
    withOffice(async ({ audit, bench, store, memory }) => {
      await memory.set('poll.floor', at(bench, -10 * DAY_MS));
      const short = { ...began(bench, -DAY_MS, 'b'), seconds: 1 };
      const { calls } = await audit([call('in_a', [began(bench, -DAY_MS, 'a')]), call('in_b', [short])]);
      expect(await repair(calls, { base: bench.base, store }, config)).toEqual(['in_a', 'in_b']);
      expect(await repair(calls, { base: bench.base, store }, config), 'once').toEqual([]);
      expect(await findCall(bench.base, 'in_a')).toMatchObject({ place: 'download', live: true, notify: true });
      expect(await findCall(bench.base, 'in_b')).toMatchObject({ place: 'skipped' });
    }));

  it('leaves alone what a worker has taken since', () =>
    withOffice(async ({ audit, bench, store }) => {
      const listed = [call('in_a', [began(bench, -DAY_MS)])];
      await store.enqueue(call('in_a', [began(bench, -DAY_MS)]), ENTRY);
      const giveUp = { afterMs: null, givesBack: false, error: null };
      await store.settle(await only(store), giveUp);
      const { calls, sums } = await audit(listed);
      expect(sums.failed).toBe(1);
      await store.claimOne('in_a', HOLD_MS);
      expect(await repair(calls, { base: bench.base, store }, config)).toEqual([]);
    }));

  it('touches nothing where all is well', () =>
    withOffice(async ({ audit, bench, store }) => {
      await store.enqueue(call('in_a', [began(bench, -DAY_MS)]), { ...ENTRY, notify: false });
      await carryThrough(store, await only(store));
      const before = await findCall(bench.base, 'in_a');
      const { calls, sums } = await audit([call('in_a', [began(bench, -DAY_MS)])]);
      expect(sums).toMatchObject({ calls: 1, byRequest: 1 });
      expect(await repair(calls, { base: bench.base, store }, config)).toEqual([]);
      expect(await findCall(bench.base, 'in_a')).toEqual(before);
    }));
});

interface Office {
  bench: Bench;
  store: SqlCallStore;
  memory: SqlMemory;
  asked: { asker: Asker; from: string; to: string }[];
  /** The last two days, of an account that lists these calls. */
  audit(listed: CallFacts[]): ReturnType<typeof auditPeriod>;
}

async function withOffice(run: (office: Office) => Promise<void>): Promise<void> {
  await using bench = await openBench(new Date().toISOString());
  const { base, clock } = bench;
  const [memory, asked]: [SqlMemory, Office['asked']] = [new SqlMemory(base, clock), []];
  const audit = (listed: CallFacts[]) => {
    const telephony: Pick<Telephony, 'finishedCalls'> = {
      finishedCalls: async (period, asker) => {
        asked.push({ asker, ...period });
        return listed;
      },
    };
    const parts = { telephony: telephony as Telephony, memory, base };
    const period = { from: at(bench, -2 * DAY_MS), to: at(bench, 0) };
    return auditPeriod(parts, config, period, new AbortController().signal);
  };
  await run({ bench, store: new SqlCallStore(base, clock), memory, asked, audit });
}

function began(bench: Bench, afterMs: number, id = 'in_a.1') {
  return leg({ id, startedAt: at(bench, afterMs) });
}

function at({ clock }: Bench, afterMs: number): string {
  return new Date(clock().getTime() + afterMs).toISOString();
}
