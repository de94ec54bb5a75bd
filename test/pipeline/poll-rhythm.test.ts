import { describe, expect, it } from 'vitest';
import type { Asker } from '../../src/domain/ports.js';
import { PollRhythm } from '../../src/pipeline/poll-rhythm.js';
import type { PassResult } from '../../src/pipeline/poller.js';

const NOTHING: PassResult = { found: 0, fresh: 0, changed: 0 };
const FOUND: PassResult = { found: 1, fresh: 1, changed: 0 };

describe('the rhythm of passes', () => {
  it('is one pass at a time: a tick during a pass is left out', async () => {
    const { rhythm, passes } = start();
    const first = rhythm.tick();
    await rhythm.tick();
    expect(passes.askers).toEqual(['schedule']);
    passes.end(NOTHING);
    await first;
    const second = rhythm.tick();
    passes.end(NOTHING);
    await second;
    expect(passes.askers).toEqual(['schedule', 'schedule']);
    expect(passes.most).toBe(1);
  });

  it('looks at once when a webhook calls', async () => {
    const { rhythm, passes } = start();
    rhythm.wake();
    expect(passes.askers).toEqual(['webhook']);
    passes.end(NOTHING);
    await rhythm.idle();
  });

  it('looks once more after a pass in which webhooks came, however many', async () => {
    const { rhythm, passes } = start();
    const tick = rhythm.tick();
    for (let webhook = 0; webhook < 5; webhook++) rhythm.wake();
    expect(passes.askers).toEqual(['schedule']);
    passes.end(NOTHING);
    await expect.poll(() => passes.askers).toEqual(['schedule', 'webhook']);
    passes.end(NOTHING);
    await tick;
    expect(passes.askers).toHaveLength(2);
    expect(passes.most).toBe(1);
  });

  it('loses no webhook that comes in the very moment a pass ends', async () => {
    const { rhythm, passes } = start();
    for (let microtasks = 0; microtasks < 12; microtasks++) {
      const before = passes.askers.length;
      rhythm.wake();
      passes.end(NOTHING);
      for (let passed = 0; passed < microtasks; passed++) await Promise.resolve();
      rhythm.wake();
      await expect.poll(() => passes.running).toBe(1);
      expect(passes.askers.length - before, `${microtasks} microtasks later`).toBe(2);
      passes.end(NOTHING);
      await rhythm.idle();
    }
  });

  it.each([
    ['found something', FOUND, true],
    ['saw a call that grew', { found: 1, fresh: 0, changed: 1 }, true],
    ['came too early', NOTHING, false],
  ])('leaves out one tick after a webhook whose pass %s', async (_, result, isLeftOut) => {
    const { rhythm, passes } = start();
    rhythm.wake();
    passes.end(result);
    await rhythm.idle();
    const tick = rhythm.tick();
    expect(passes.running).toBe(isLeftOut ? 0 : 1);
    if (!isLeftOut) passes.end(NOTHING);
    await tick;
    const next = rhythm.tick();
    expect(passes.running).toBe(1);
    passes.end(NOTHING);
    await next;
  });

  it('goes on after a pass that failed, which is told', async () => {
    const { rhythm, passes, told } = start();
    const first = rhythm.tick();
    passes.fail(new Error('no network'));
    await first;
    const second = rhythm.tick();
    passes.end(NOTHING);
    await second;
    expect(told).toEqual(['failed: no network']);
  });

  it('ends with the pass that runs when it is stopped, and tells no failure of that', async () => {
    const { rhythm, passes, told, stop } = start();
    const tick = rhythm.tick();
    rhythm.wake();
    stop.abort(new Error('stopped'));
    passes.fail(new Error('stopped'));
    await tick;
    await rhythm.idle();
    expect(passes.askers).toEqual(['schedule']);
    expect(told).toEqual([]);
  });
});

describe('webhooks that tell of nothing', () => {
  const REST = { leastMs: 40, mostMs: 150 };
  const LONG_REST = { leastMs: 300, mostMs: 300 };

  it('are looked after ever more seldom, while the schedule goes on', async () => {
    const { rhythm, passes, stop } = start(REST);
    const flood = setInterval(() => rhythm.wake(), 1);
    const startedMs = performance.now();
    const begins: number[] = [];
    while (begins.length < 6) {
      await expect.poll(() => passes.running, { interval: 1 }).toBe(1);
      begins.push(performance.now() - startedMs);
      passes.end(NOTHING);
      await expect.poll(() => passes.running, { interval: 1 }).toBe(0);
    }
    const tick = rhythm.tick();
    expect([passes.running, passes.askers.at(-1)], 'a tick while we rest').toEqual([1, 'schedule']);
    passes.end(NOTHING);
    await tick;
    clearInterval(flood);
    stop.abort(new Error('the test is over'));
    await rhythm.idle();
    expect(begins[5]).toBeGreaterThanOrEqual(40 + 80 + 150 + 150 + 150 - 10);
  });

  it('are forgiven by one that tells of something, and by silence', async () => {
    const { rhythm, passes } = start(LONG_REST);
    rhythm.wake();
    passes.end(NOTHING);
    await expect.poll(() => passes.running).toBe(0);
    rhythm.wake();
    expect(passes.running, 'at rest').toBe(0);
    await expect.poll(() => passes.running, { interval: 1 }).toBe(1);
    passes.end(FOUND);
    await rhythm.idle();
    rhythm.wake();
    expect(passes.running, 'no rest after a find').toBe(1);
    passes.end(NOTHING);
    await rhythm.idle();
    rhythm.wake();
    expect(passes.running, 'nobody called while we rested').toBe(1);
    passes.end(FOUND);
    await rhythm.idle();
  });

  it('cost no more after a silence than before them', async () => {
    const { rhythm, passes } = start({ leastMs: 10, mostMs: 60_000 });
    const comeToNothing = async () => {
      rhythm.wake();
      await expect.poll(() => passes.running, { interval: 1, timeout: 5_000 }).toBe(1);
      passes.end(NOTHING);
      await expect.poll(() => passes.running, { interval: 1 }).toBe(0);
    };
    // Rests of 10, 20, … 640 ms; the last one is slept out.
    for (let webhook = 0; webhook < 7; webhook++) await comeToNothing();
    await rhythm.idle();
    await comeToNothing();
    const restedMs = performance.now();
    await comeToNothing();
    expect(performance.now() - restedMs).toBeLessThan(640);
    await rhythm.idle();
  });

  it('count as such while the history cannot be asked', async () => {
    const { rhythm, passes } = start(LONG_REST);
    rhythm.wake();
    passes.fail(new Error('no network'));
    await expect.poll(() => passes.running).toBe(0);
    rhythm.wake();
    expect(passes.running).toBe(0);
    await expect.poll(() => passes.running, { interval: 1 }).toBe(1);
    passes.end(FOUND);
    await rhythm.idle();
  });
});

/** Passes that end when the test says so. */
class Passes {
  readonly askers: Asker[] = [];
  running = 0;
  most = 0;
  private ends: { resolve(result: PassResult): void; reject(error: Error): void }[] = [];

  pass(asker: Asker): Promise<PassResult> {
    this.askers.push(asker);
    this.running += 1;
    this.most = Math.max(this.most, this.running);
    return new Promise((resolve, reject) => this.ends.push({ resolve, reject }));
  }

  end(result: PassResult): void {
    this.running -= 1;
    this.ends.shift()?.resolve(result);
  }

  fail(error: Error): void {
    this.running -= 1;
    this.ends.shift()?.reject(error);
  }
}

function start(rest = { leastMs: 0, mostMs: 0 }) {
  const passes = new Passes();
  const told: string[] = [];
  const stop = new AbortController();
  const rhythm = new PollRhythm(
    {
      poller: passes,
      failed: (error) => void told.push(`failed: ${error instanceof Error ? error.message : error}`),
    },
    stop.signal,
    rest,
  );
  return { rhythm, passes, told, stop };
}
