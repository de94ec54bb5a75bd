import { setImmediate as nextTurn } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import type { Fresh } from '../../src/domain/call.js';
import { UpstreamError } from '../../src/domain/trouble.js';
import { Worker } from '../../src/pipeline/worker.js';
import { call } from '../store/samples.js';
import { HOLD_MS, type Line, openLine } from './line.js';

describe('a worker', () => {
  it('carries as many calls at once as there is room for', async () => {
    const gate = new Gate();
    await using line = await openLine({ analyze: gate.pass });
    await line.enqueue('in_a', 'in_b', 'in_c');
    const drained = workerOf(line, 2).drain(line.signals);
    await expect.poll(() => gate.waiting).toBe(2);
    expect(await placeOf(line, 'in_c')).toBe('download');
    gate.open();
    await drained;
    expect(gate.most).toBe(2);
    expect(await placeOf(line, 'in_c')).toBe('done');
  });

  it('ends a drain when nothing is due any more, and leaves what waits', async () => {
    let isAsked = false;
    await using line = await openLine({
      download: async (call) => {
        if (call.id !== 'in_b') return { recordings: [], absence: 'overdue' };
        isAsked = true;
        throw new UpstreamError('novofon', 'not-ready', 'no recording yet');
      },
    });
    await line.enqueue('in_a', 'in_b');
    await workerOf(line, 4).drain(line.signals);
    expect(isAsked).toBe(true);
    expect([await placeOf(line, 'in_a'), await placeOf(line, 'in_b')]).toEqual(['done', 'download']);
  });

  it('takes up what comes while it runs, and ends when it is told to stop', async () => {
    await using line = await openLine();
    const running = workerOf(line, 4).run(line.signals);
    await line.enqueue('in_a');
    await expect.poll(() => placeOf(line, 'in_a'), { timeout: 3_000 }).toBe('done');
    line.stopping.abort(new Error('stopped'));
    await running;
    await line.enqueue('in_b');
    expect(await placeOf(line, 'in_b')).toBe('download');
  });

  it.each(['run', 'drain'] as const)('told to stop, ends the running stage before it ends: %s', async (mode) => {
    const gate = new Gate();
    await using line = await openLine({ analyze: gate.pass });
    await line.enqueue('in_a', 'in_b');
    const worker = workerOf(line, 1);
    const ended = worker[mode](line.signals);
    await expect.poll(() => gate.waiting).toBe(1);
    line.stopping.abort(new Error('stopped'));
    gate.open();
    await ended;
    expect([await placeOf(line, 'in_a'), await placeOf(line, 'in_b')]).toEqual(['notify', 'download']);
    expect(await line.stored('in_a')).toMatchObject({ attempts: 0 });
  });

  it('does not wait for the next look when a place becomes free', async () => {
    await using line = await openLine();
    const ids = Array.from({ length: 12 }, (_, number) => `in_${number}`);
    await line.enqueue(...ids);
    const startedMs = performance.now();
    await workerOf(line, 1).drain(line.signals);
    expect(line.ran).toHaveLength(48);
    expect(performance.now() - startedMs).toBeLessThan(12 * 500);
  });

  it.each(['run', 'drain'] as const)('ends with the fault of a base that takes no result: %s', async (mode) => {
    await using line = await openLine();
    await line.enqueue('in_a', 'in_b');
    const full = () => Promise.reject(new Error('database or disk is full'));
    Object.assign(line.store, { advance: full, settle: full });
    const claim = line.store.claim.bind(line.store);
    // It breaks while the worker is busy with taking, when it listens to no call.
    line.store.claim = async (...given) => {
      await nextTurn();
      return claim(...given);
    };
    await expect(workerOf(line, 4)[mode](line.signals)).rejects.toThrow('disk is full');
  });

  it('takes no call twice whose lease is over while it works on it', async () => {
    const gate = new Gate();
    await using line = await openLine({ analyze: gate.pass });
    await line.enqueue('in_a');
    const running = workerOf(line, 4).run(line.signals);
    await expect.poll(() => gate.waiting).toBe(1);
    line.bench.pass(365 * 24 * 3_600_000);
    await line.enqueue('in_b');
    await expect.poll(() => gate.waiting, { timeout: 3_000 }).toBe(2);
    gate.open();
    line.stopping.abort(new Error('stopped'));
    await running;
    expect(line.ran.filter((each) => each === 'in_a analyze')).toHaveLength(1);
  });

  it('whose hands are full of history takes live calls beside it, and no more history', async () => {
    const gate = new Gate();
    await using line = await openLine({
      analyze: (fresh) => (fresh.live ? Promise.resolve({ none: 'wordless' as const }) : gate.pass(fresh)),
    });
    for (const id of ['in_old', 'in_older', 'in_oldest']) {
      await line.store.enqueue(call(id), { live: false, notify: false, skip: () => null });
    }
    const drained = workerOf(line, 2).drain(line.signals);
    await expect.poll(() => gate.waiting).toBe(2);
    await line.enqueue('in_a');
    await expect.poll(() => placeOf(line, 'in_a'), { timeout: 3_000 }).toBe('done');
    expect(gate.waiting).toBe(2);
    gate.open();
    await drained;
    expect(gate.most).toBe(2);
  });

  it('leaves nothing on the signal that stops it', async () => {
    await using line = await openLine();
    const listeners = listenersOn(line.stopping.signal);
    const gate = new Gate();
    await using slow = await openLine({ analyze: gate.pass });
    await slow.enqueue('in_a');
    const drained = workerOf(slow, 1).drain({ ...slow.signals, stopping: line.stopping.signal });
    await expect.poll(() => gate.waiting).toBe(1);
    gate.open();
    await drained;
    expect(listeners.left()).toBe(0);
  });
});

/** Lets nobody through until it is opened. */
class Gate {
  waiting = 0;
  most = 0;
  private isOpen = false;
  private readonly waiters: (() => void)[] = [];

  readonly pass = async (_: Fresh) => {
    this.waiting += 1;
    this.most = Math.max(this.most, this.waiting);
    if (!this.isOpen) await new Promise<void>((resolve) => this.waiters.push(resolve));
    this.waiting -= 1;
    return { none: 'wordless' as const };
  };

  open(): void {
    this.isOpen = true;
    for (const resolve of this.waiters) resolve();
  }
}

function workerOf({ store, carrier }: Line, concurrency: number): Worker {
  return new Worker({ store, carrier, concurrency, holdMs: HOLD_MS });
}

async function placeOf(line: Line, id: string): Promise<string | undefined> {
  return (await line.stored(id))?.place;
}

/** Counts what listens to the end of a signal. */
function listenersOn(signal: AbortSignal): { left(): number } {
  const listening = new Set<unknown>();
  const { addEventListener, removeEventListener } = signal;
  signal.addEventListener = (...given: Parameters<typeof addEventListener>) => {
    listening.add(given[1]);
    addEventListener.apply(signal, given);
  };
  signal.removeEventListener = (...given: Parameters<typeof removeEventListener>) => {
    listening.delete(given[1]);
    removeEventListener.apply(signal, given);
  };
  return { left: () => listening.size };
}
