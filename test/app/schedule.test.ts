import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Schedule, startSchedule } from '../../src/app/schedule.js';

const DAY_MS = 24 * 60 * 60_000;
const LOOK_MS = 20;
const START_MS = Date.parse('2026-11-20T10:00:00.000Z');

describe('a schedule', () => {
  let ticks = 0;
  let schedule: Schedule;
  const count = async () => {
    ticks += 1;
  };
  const start = (expression: string, tick = count) => {
    schedule = startSchedule(expression, tick, LOOK_MS);
  };
  beforeEach(() => {
    ticks = 0;
    vi.useFakeTimers({ toFake: ['Date'], now: START_MS });
  });
  afterEach(async () => {
    schedule.stop();
    await schedule.ended.catch(() => undefined);
    vi.useRealTimers();
  });

  it('ticks at its times', async () => {
    start('*/30 * * * * *');
    await moveTo(29_000);
    expect(ticks).toBe(0);
    await moveTo(30_000);
    expect(ticks).toBe(1);
    await moveTo(59_000);
    expect(ticks).toBe(1);
    await moveTo(60_000);
    expect(ticks).toBe(2);
  });

  it.each([
    ['a day', DAY_MS],
    ['a year', 365 * DAY_MS],
  ])('goes on where the clock was put back by %s', async (_, backMs) => {
    start('*/30 * * * * *');
    await moveTo(30_000);
    await moveTo(40_000 - backMs);
    await moveTo(60_000 - backMs);
    expect(ticks).toBe(2);
  });

  it('ticks once for all that a clock put forward by a year has passed', async () => {
    start('* * * * * *');
    const startedMs = performance.now();
    await moveTo(365 * DAY_MS);
    expect(ticks).toBe(1);
    expect(performance.now() - startedMs).toBeLessThan(2_000);
  });

  it('ticks one at a time, and is over with what a tick throws', async () => {
    let end: (error: Error) => void = () => undefined;
    start('* * * * * *', () => {
      ticks += 1;
      return new Promise((_, reject) => {
        end = reject;
      });
    });
    await moveTo(1_000);
    await moveTo(9_000);
    expect([ticks, schedule.isAlive()]).toEqual([1, true]);
    end(new Error('the base is damaged'));
    await expect(schedule.ended).rejects.toThrow('the base is damaged');
    expect(schedule.isAlive()).toBe(false);
  });

  it('that is stopped ticks no more', async () => {
    start('* * * * * *');
    schedule.stop();
    await schedule.ended;
    await moveTo(5_000);
    expect([ticks, schedule.isAlive()]).toEqual([0, false]);
  });
});

/** Resolves when the schedule has seen the new time. */
async function moveTo(ms: number): Promise<void> {
  vi.setSystemTime(START_MS + ms);
  await new Promise((seen) => setTimeout(seen, 3 * LOOK_MS));
}
