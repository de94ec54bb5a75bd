import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { auditNightly } from '../../../src/app/audit/nightly.js';
import { runDaemon } from '../../../src/app/daemon.js';
import { type AuditSums, sumsOf } from '../../../src/domain/audit.js';
import type { Period } from '../../../src/domain/ports.js';
import { UpstreamError } from '../../../src/domain/trouble.js';
import { startWorld } from '../../../src/simulators/world.js';
import { SqlMemory } from '../../../src/store/memory.js';
import { load } from '../../config/workplace.js';
import { type Line, openLine, openLog } from '../../pipeline/line.js';
import { openBench } from '../../store/bench.js';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
/** From the beginning of the bench, 12:10 in Moscow, to ten past four. */
const NIGHT_MS = 16 * HOUR_MS;

/** An account to compare with, as the test has it. */
interface Office {
  line: Line;
  memory: SqlMemory;
  sums: AuditSums;
  isReachable: boolean;
  failure: Error | null;
  /** The periods that were audited, in days. */
  audited: number[];
  /** Lets the clock go on, and the looks at it. */
  pass(ms: number): Promise<void>;
}

describe('the nightly audit', () => {
  it('is made at night, once, and when a night was missed', () =>
    withOffice(async (office) => {
      await office.memory.set('audit.at', office.line.bench.clock().toISOString());
      await office.pass(NIGHT_MS - 1);
      expect(office.audited).toEqual([]);
      await office.pass(1);
      expect(office.audited).toEqual([2]);
      await office.pass(DAY_MS - 1);
      expect(office.audited).toEqual([2]);
      await office.pass(3 * DAY_MS);
      expect(office.audited).toEqual([2, 5]);
      expect(office.line.lines.filter(({ msg }) => msg === 'calls audited')).toMatchObject([
        { level: 30, calls: 42, card: 41, working: 1, missing: 0 },
        {},
      ]);
      expect(office.line.chat.texts).toEqual([]);
    }));

  it('that was missed is made up for, but not right after the start', () =>
    withOffice(async (office) => {
      await office.pass(3 * MINUTE_MS - 1);
      expect(office.audited).toEqual([]);
      await office.pass(1);
      expect(office.audited).toEqual([2]);
    }));

  it('tells of gaps every night, and when they are gone', () =>
    withOffice(async (office) => {
      const { chat, bench } = office.line;
      await office.memory.set('audit.at', bench.clock().toISOString());
      Object.assign(office.sums, { card: 39, missing: 2 });
      await office.pass(NIGHT_MS + MINUTE_MS);
      expect(chat.texts).toEqual([
        [
          '🛠 <b>Сверка: не все звонки дошли до карточки</b>',
          'За последние 2 сут: звонков 42 = карточек 39 + без карточки по правилу 0 + по просьбе 0 + в работе 1 + ошибок 0 + пропало 2. Вернуть в работу: audiobot audit --since 2d --repair',
        ].join('\n'),
      ]);
      await office.pass(DAY_MS - MINUTE_MS);
      expect(chat.texts, 'a minute earlier in the next night').toHaveLength(2);
      Object.assign(office.sums, { card: 41, missing: 0 });
      await office.pass(DAY_MS);
      await office.pass(DAY_MS);
      expect(chat.texts.slice(2)).toEqual(['✅ <b>Сверка: все звонки на месте</b>']);
    }));

  it('is tried again in an hour when the history cannot be asked', () =>
    withOffice(async (office) => {
      office.isReachable = false;
      await office.pass(3 * MINUTE_MS);
      office.isReachable = true;
      await office.pass(HOUR_MS - 1);
      expect(office.audited).toEqual([]);
      await office.pass(1);
      expect(office.audited).toEqual([2]);
      expect(office.line.lines.filter(({ level }) => level === 40)).toHaveLength(1);
    }));

  it('is tried again in an hour when it fails itself', () =>
    withOffice(async (office) => {
      office.failure = new UpstreamError('novofon', 'transient', 'Novofon does not answer');
      await office.pass(3 * MINUTE_MS);
      office.failure = null;
      await office.pass(HOUR_MS);
      expect(office.audited).toEqual([2, 2]);
    }));
});

describe('the daemon', () => {
  it('audits what the provider lists, and tells the group of what it never took', async () => {
    await using world = await startWorld({ budgets: { statistics: 600, all: 6000 } });
    await using bench = await openBench();
    const limits = { AUDIOBOT_NOVOFON_LIMITS: '{statistics: 600, all: 6000}' };
    const env = { ...world.env(), ...limits, AUDIOBOT_DATABASE_PATH: bench.path };
    const { config } = load({}, { ...env, AUDIOBOT_RECORDINGS_DIR: join(bench.folder, 'recordings') });
    const memory = new SqlMemory(bench.base, bench.clock);
    await memory.set('poll.floor', new Date(Date.now() - DAY_MS).toISOString());
    await memory.set('poll.mark', new Date().toISOString());
    world.novofon.addIncoming({ disposition: 'no answer', startedAt: new Date(Date.now() - 8 * HOUR_MS) });
    const [stopping, abort] = [new AbortController(), new AbortController()];
    const signals = { stopping: stopping.signal, abort: abort.signal };
    const rest = { cause: () => null, stop: () => stopping.abort(), [Symbol.dispose]: () => undefined };
    const { log, lines } = await openLog();
    const running = runDaemon(config, log, { ...signals, ...rest }, false, { settleMs: 0, lookMs: 20 });
    const told = () => world.telegram.messages().map(({ text }) => text);
    await expect
      .poll(told, { timeout: 20_000 })
      .toEqual([expect.stringMatching(/^🛠 Сверка: .*\n.*звонков 1 = .* \+ пропало 1\. /)]);
    await expect.poll(() => memory.get('audit.at')).not.toBeNull();
    stopping.abort(new Error('the test is over'));
    await running;
    expect(lines.filter(({ msg }) => msg === 'calls audited')).toHaveLength(1);
  });
});

async function withOffice(run: (office: Office) => Promise<void>): Promise<void> {
  await using line = await openLine();
  const { base, clock, pass } = line.bench;
  let looks = 0;
  const memory = new SqlMemory(base, clock);
  const office: Office = {
    line,
    memory,
    sums: { ...sumsOf([]), calls: 42, card: 41, working: 1 },
    isReachable: true,
    failure: null,
    audited: [],
    pass: async (ms) => {
      pass(ms);
      const before = looks;
      // One look may have been under way, and whatever it began is over with the one after it.
      await expect.poll(() => looks).toBeGreaterThan(before + 2);
    },
  };
  const running = auditNightly(
    {
      pass: async () => office.isReachable,
      audit: async ({ from, to }: Period) => {
        office.audited.push((Date.parse(to) - Date.parse(from)) / DAY_MS);
        if (office.failure) throw office.failure;
        return { calls: [], sums: office.sums, unlisted: [] };
      },
      zone: async () => 'Europe/Moscow',
      ...{ memory, alerts: line.alerts, log: line.log },
      clock: () => {
        looks += 1;
        return clock();
      },
      rounds: { settleMs: 3 * MINUTE_MS, lookMs: 1 },
    },
    line.stopping.signal,
  );
  try {
    await run(office);
  } finally {
    line.stopping.abort(new Error('the test is over'));
    await running;
  }
}
