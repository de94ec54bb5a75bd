import { describe, expect, it } from 'vitest';
import { withoutWords } from '../../src/domain/transcript/transcript.js';
import { HOLD_MS, hang, openLine } from './line.js';

describe('stopping', () => {
  it('ends the running stage, saves it, and gives the call back with its attempt', async () => {
    await using line = await openLine({
      transcribe: async () => {
        line.stopping.abort(new Error('stopped'));
        return { ...withoutWords('silent'), text: 'Да.', wordless: null };
      },
    });
    await line.enqueue('in_a');
    await line.carrier.carry(await line.take(), line.signals);
    expect(line.ran).toEqual(['in_a download', 'in_a transcribe']);
    expect(await line.stored()).toMatchObject({ place: 'analyze', attempts: 0, error: null });
    expect(await line.take(), 'due at once').toMatchObject({ place: 'analyze', attempts: 1 });
  });

  it('begins no stage of a call that was only just taken', async () => {
    await using line = await openLine();
    await line.enqueue('in_a');
    line.stopping.abort(new Error('stopped'));
    await line.carrier.carry(await line.take(), line.signals);
    expect(line.ran).toEqual([]);
    expect(await line.stored()).toMatchObject({ place: 'download', attempts: 0 });
  });

  it('in haste drops the running stage and gives the call back with its attempt', async () => {
    await using line = await openLine({ analyze: (_, signal) => hang(signal) });
    await line.enqueue('in_a');
    const carried = line.carrier.carry(await line.take(), line.signals);
    await expect.poll(() => line.ran).toContain('in_a analyze');
    line.abort.abort(new Error('at once'));
    await carried;
    expect(await line.stored()).toMatchObject({ place: 'analyze', attempts: 0, error: null });
    expect(await line.take()).toMatchObject({ place: 'analyze' });
    expect(
      line.lines.filter(({ level }) => level >= 40),
      'no fault is told',
    ).toEqual([]);
  });
});

describe('the lease', () => {
  const quick = { holdMs: 60 };

  it('is renewed while a stage takes long', async () => {
    let end = () => {};
    const ended = new Promise<void>((resolve) => {
      end = resolve;
    });
    await using line = await openLine({ analyze: () => ended.then(() => ({ none: 'wordless' as const })) }, quick);
    await line.enqueue('in_a');
    const carried = line.carrier.carry(await line.take(), line.signals);
    for (let renewed = 0; renewed < 3; renewed++) {
      line.bench.pass(59);
      const due = line.bench.clock().getTime() + 60;
      await expect.poll(async () => Date.parse((await line.stored())?.dueAt ?? '')).toBe(due);
    }
    expect(await line.store.claim(1, 60)).toEqual([]);
    end();
    await carried;
    expect(await line.stored()).toMatchObject({ place: 'done' });
  });

  it('is renewed once, however long the base is waited for', async () => {
    let asked = 0;
    let end = () => {};
    const ended = new Promise<void>((resolve) => {
      end = resolve;
    });
    await using line = await openLine({ analyze: () => ended.then(() => ({ none: 'wordless' as const })) }, quick);
    await line.enqueue('in_a');
    line.store.renew = async () => {
      asked += 1;
      await ended;
      return true;
    };
    const carried = line.carrier.carry(await line.take(), line.signals);
    await expect.poll(() => asked).toBe(1);
    await new Promise((over) => setTimeout(over, 5 * quick.holdMs));
    expect(asked).toBe(1);
    end();
    await carried;
  });

  it('that is lost ends the stage, and what its new holder does stands', async () => {
    const reasons: unknown[] = [];
    const stage = (_: unknown, signal: AbortSignal) =>
      hang(signal).catch((error: unknown) => {
        reasons.push(error);
        throw error;
      });
    await using line = await openLine({ analyze: stage }, quick);
    await line.enqueue('in_a');
    const carried = line.carrier.carry(await line.take(), line.signals);
    await expect.poll(() => line.ran).toContain('in_a analyze');
    const thief = await stolen(line);
    await carried;
    expect(reasons).toMatchObject([{ message: 'the lease of the call is lost' }]);
    expect(await line.store.renew(thief, HOLD_MS), 'the lease of the new holder').toBe(true);
    expect(await line.stored()).toMatchObject({ place: 'analyze', attempts: 2, error: null });
  });
});

/** Another worker takes the call when its lease is over; tries until it gets in before a renewal. */
async function stolen(line: Awaited<ReturnType<typeof openLine>>) {
  for (;;) {
    line.bench.pass(60);
    const [held] = await line.store.claim(1, HOLD_MS);
    if (held) return held;
  }
}
