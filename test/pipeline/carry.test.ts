import { describe, expect, it } from 'vitest';
import { BaseError } from '../../src/domain/base-error.js';
import { withoutWords } from '../../src/domain/transcript/transcript.js';
import { type Trouble, UpstreamError } from '../../src/domain/trouble.js';
import { openLine } from './line.js';

const words = { ...withoutWords('silent'), text: 'Да.', model: 'whisper-1', wordless: null };
const fail =
  (trouble: Trouble, detail: { retryAfterMs?: number } = {}) =>
  async (): Promise<never> => {
    throw new UpstreamError('openai', trouble, 'the model said no', detail);
  };

describe('a call on its way', () => {
  it('goes through its stages in order, saved after each', async () => {
    const places: unknown[] = [];
    await using line = await openLine({
      analyze: async (call) => {
        const stored = await line.stored();
        places.push(stored?.place, stored?.transcript, call.transcript);
        return { none: 'wordless' };
      },
      transcribe: async () => words,
    });
    await line.enqueue('in_a');
    await line.carrier.carry(await line.take(), line.signals);
    expect(line.ran).toEqual(['in_a download', 'in_a transcribe', 'in_a analyze', 'in_a notify']);
    expect(places).toEqual(['analyze', words, words]);
    expect(await line.stored()).toMatchObject({ place: 'done', dueAt: null, error: null });
    expect(line.lines.map(({ msg }) => msg)).toEqual(
      expect.arrayContaining(['✅ Transcription completed', '✅ Call processed successfully!']),
    );
  });

  it('is taken up where it stood', async () => {
    await using line = await openLine({ analyze: fail('transient') });
    await line.enqueue('in_a');
    await line.carrier.carry(await line.take(), line.signals);
    line.bench.pass(2_000);
    await line.carrier.carry(await line.take(), line.signals);
    expect(line.ran).toEqual(['in_a download', 'in_a transcribe', 'in_a analyze', 'in_a analyze']);
  });

  it('gets a header at once, and its card in the same message', async () => {
    await using line = await openLine();
    await line.enqueue('in_a');
    await line.carrier.carry(await line.take(), line.signals);
    expect(line.chat.texts).toEqual(['header of in_a']);
    expect(await line.stored()).toMatchObject({ deliveries: [{ kind: 'card', state: 'sent' }] });
  });

  it('is told to nobody when it is carried in silence, not even by its header', async () => {
    const told: boolean[] = [];
    await using line = await openLine({ notify: async (call) => void told.push(call.notify) });
    await line.enqueue('in_a');
    expect(await line.carrier.carry(await line.take(), line.signals, true)).toBe('let-go');
    expect([told, line.chat.texts]).toEqual([[false], []]);
    expect(await line.stored()).toMatchObject({ place: 'done' });
  });

  it('tells whether an upstream stood in its way', async () => {
    await using line = await openLine({ analyze: fail('transient'), download: fail('not-ready') });
    await line.enqueue('in_a');
    expect(await line.carrier.carry(await line.take(), line.signals), 'a recording is awaited').toBe('let-go');
    await using broken = await openLine({ analyze: fail('transient') });
    await broken.enqueue('in_a');
    expect(await broken.carrier.carry(await broken.take(), broken.signals)).toBe('failed');
  });

  it('changes nothing that another has taken meanwhile', async () => {
    await using line = await openLine({
      notify: async () => {
        line.bench.pass(30_000);
        await line.take();
      },
    });
    await line.enqueue('in_a');
    await line.carrier.carry(await line.take(), line.signals);
    expect(await line.stored()).toMatchObject({ place: 'notify', attempts: 2 });
  });
});

describe('a call put back', () => {
  const AT = Date.parse('2026-11-20T09:10:00.000Z');

  it.each<[string, () => Promise<never>, number, number]>([
    ['transient: after a backoff', fail('transient'), 2_000, 1],
    ['transient: after the wait the server named', fail('transient', { retryAfterMs: 7_000 }), 7_000, 1],
    ['uncertain: as transient', fail('uncertain'), 2_000, 1],
    ['not ready: by the age of the call, not counted', fail('not-ready'), 29_600, 0],
    ['unauthorized: after ten minutes, not counted', fail('unauthorized'), 600_000, 0],
    [
      'a fault of ours: after a backoff',
      async () => {
        throw new TypeError('undefined is not a function');
      },
      2_000,
      1,
    ],
  ])('%s', async (_, stage, afterMs, attempts) => {
    await using line = await openLine({ download: stage });
    await line.enqueue('in_a');
    await line.carrier.carry(await line.take(), line.signals);
    const stored = await line.stored();
    expect(stored).toMatchObject({ place: 'download', attempts, error: { stage: 'download' } });
    expect(Date.parse(stored?.dueAt ?? '') - AT).toBe(afterMs);
  });

  it('keeps the reason, but no words of a fault of ours', async () => {
    await using line = await openLine({
      transcribe: async () => {
        throw new Error('Меня зовут Ольга');
      },
    });
    await line.enqueue('in_a');
    await line.carrier.carry(await line.take(), line.signals);
    expect((await line.stored())?.error).toEqual({
      ...{ stage: 'transcribe', upstream: null },
      message: 'a fault of audiobot itself; the log has its stack',
    });
  });
});

describe('a call given up', () => {
  it('stands still, keeps the reason, and the group is told in the message of its header', async () => {
    await using line = await openLine({ transcribe: fail('rejected') });
    await line.enqueue('in_a');
    await line.carrier.carry(await line.take(), line.signals);
    expect(await line.stored()).toMatchObject({
      ...{ place: 'transcribe', dueAt: null },
      error: { stage: 'transcribe', upstream: 'openai', message: 'the model said no' },
    });
    expect(line.chat.texts).toEqual(['in_a was given up at transcribe']);
  });

  it('after the fifth fault of ours', async () => {
    await using line = await openLine({ analyze: () => Promise.reject(new Error('a slip')) });
    await line.enqueue('in_a');
    for (let attempt = 1; attempt <= 5; attempt++) {
      await line.carrier.carry(await line.take(), line.signals);
      line.bench.pass(3_600_000);
    }
    expect(line.ran.filter((stage) => stage === 'in_a analyze')).toHaveLength(5);
    expect(await line.stored()).toMatchObject({ place: 'analyze', dueAt: null });
  });

  it('is none whose result the base did not take: that is no fault of the call', async () => {
    await using line = await openLine();
    await line.enqueue('in_a');
    const held = { ...(await line.take()), attempts: 5 };
    line.store.advance = () => Promise.reject(new BaseError('damaged', 'audiobot.db: the database is damaged'));
    await expect(line.carrier.carry(held, line.signals)).rejects.toThrow('the database is damaged');
    expect(line.chat.texts).toEqual(['header of in_a']);
    expect(await line.stored()).toMatchObject({ place: 'download', attempts: 1, error: null });
  });

  it('is given up all the same when the group cannot be told', async () => {
    await using line = await openLine({ transcribe: fail('rejected') });
    line.chat.failNext('edit', 'transient');
    await line.enqueue('in_a');
    await line.carrier.carry(await line.take(), line.signals);
    expect(await line.stored()).toMatchObject({ dueAt: null, error: { message: 'the model said no' } });
    expect(line.lines.map(({ msg }) => msg)).toContain('the group could not be told that the call was given up');
  });
});
