import { describe, expect, it } from 'vitest';
import { openBase } from '../../src/store/open.js';
import { SqlPace } from '../../src/store/pace.js';
import { type Bench, openBench } from './bench.js';

const LIMITS = { perChatMinute: 3, gapMs: 1_100 };
const GROUP = -5007549435;

describe('the pace in a chat', () => {
  it('is so many requests in any minute', async () => {
    await using bench = await openBench();
    const pace = paceOf(bench);
    for (let taken = 0; taken < 3; taken++) {
      expect(await isFree(pace)).toBe(true);
      bench.pass(10_000);
    }
    bench.pass(29_999);
    expect(await isFree(pace)).toBe(false);
    bench.pass(1);
    expect(await isFree(pace)).toBe(true);
    expect(await isFree(pace)).toBe(false);
    bench.pass(10_000);
    expect(await isFree(pace), 'the second of the first minute is a minute ago').toBe(true);
  });

  it('has a gap from start to start', async () => {
    await using bench = await openBench();
    const pace = paceOf(bench);
    expect(await isFree(pace)).toBe(true);
    bench.pass(1_099);
    expect(await isFree(pace)).toBe(false);
    bench.pass(1);
    expect(await isFree(pace)).toBe(true);
  });

  it('is its own in every chat', async () => {
    await using bench = await openBench();
    const pace = paceOf(bench);
    expect(await isFree(pace)).toBe(true);
    await pace.block(GROUP, 30_000);
    expect(await isFree(pace, -1)).toBe(true);
    expect(await isFree(pace)).toBe(false);
  });

  it('is one for all processes', async () => {
    await using bench = await openBench();
    const other = await openBase(bench.path);
    const [one, two] = [bench.base, other].map((base) => new SqlPace(base, LIMITS, bench.clock));
    if (!one || !two) throw new Error('two were opened');
    const granted: boolean[] = [];
    for (const pace of [one, two, two, one, two, one]) {
      granted.push(await isFree(pace));
      bench.pass(LIMITS.gapMs / 2);
    }
    expect(granted).toEqual([true, false, true, false, true, false]);
    bench.pass(LIMITS.gapMs);
    expect([await isFree(one), await isFree(two)]).toEqual([false, false]);
    await other.destroy();
  });

  it('leaves room to a process that may take more of it', async () => {
    await using bench = await openBench();
    const [daemon, backfill] = [3, 2].map((perChatMinute) => paceOf(bench, { perChatMinute, gapMs: 0 }));
    if (!daemon || !backfill) throw new Error('two were opened');
    for (let taken = 0; taken < 2; taken++) expect(await isFree(backfill)).toBe(true);
    expect([await isFree(backfill), await isFree(daemon)]).toEqual([false, true]);
  });

  it('lets the next one through when its time has come', async () => {
    await using bench = await openBench();
    const pace = new SqlPace(bench.base, { perChatMinute: 100, gapMs: 30 }, () => new Date());
    const startedMs = Date.now();
    for (let taken = 0; taken < 4; taken++) await pace.take(GROUP, new AbortController().signal);
    expect(Date.now() - startedMs).toBeGreaterThanOrEqual(90);
  });

  it('keeps no more rows than a minute has', async () => {
    await using bench = await openBench();
    const pace = paceOf(bench);
    for (let taken = 0; taken < 50; taken++) {
      await pace.take(GROUP, new AbortController().signal);
      await pace.block(GROUP, 1_000);
      bench.pass(20_000);
    }
    expect((await bench.base.selectFrom('pace').selectAll().execute()).length).toBeLessThanOrEqual(5);
  });
});

describe('a chat that wants no more', () => {
  it('is told of at once, for how long, and in all processes, after a restart too', async () => {
    await using bench = await openBench();
    await paceOf(bench).block(GROUP, 240_000);
    await paceOf(bench).block(GROUP, 8_000);
    bench.pass(90_000);
    const other = await openBase(bench.path);
    const pace = new SqlPace(other, LIMITS, bench.clock);
    expect(await pace.take(GROUP, new AbortController().signal)).toEqual({ blockedMs: 150_000 });
    bench.pass(150_000);
    expect(await isFree(pace)).toBe(true);
    await other.destroy();
  });
});

describe('a clock that was put back', () => {
  it.each([
    ['an hour', 3_600_000, true],
    ['a moment', 500, false],
  ])('by %s', async (_, ms, isForgotten) => {
    await using bench = await openBench();
    const pace = paceOf(bench);
    for (let taken = 0; taken < 3; taken++) {
      expect(await isFree(pace)).toBe(true);
      bench.pass(1_100);
    }
    await pace.block(GROUP, 2_000);
    bench.pass(-ms);
    expect(await isFree(pace)).toBe(isForgotten);
    bench.pass(2_500);
    expect(await isFree(pace), 'the minute still counts').toBe(isForgotten);
  });

  it('by less than a minute leaves no gap to a request of the future', async () => {
    await using bench = await openBench();
    const pace = paceOf(bench);
    expect(await isFree(pace)).toBe(true);
    bench.pass(-30_000);
    expect([await isFree(pace), await isFree(pace)]).toEqual([true, false]);
  });
});

function paceOf({ base, clock }: Bench, limits = LIMITS): SqlPace {
  return new SqlPace(base, limits, clock);
}

/** Whether a request may be written at once. */
async function isFree(pace: SqlPace, chatId = GROUP): Promise<boolean> {
  const now = AbortSignal.abort(new Error('not now'));
  return pace.take(chatId, now).then(
    ({ blockedMs }) => blockedMs === 0,
    () => false,
  );
}
