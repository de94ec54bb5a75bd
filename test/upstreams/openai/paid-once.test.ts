import { describe, expect, it } from 'vitest';
import { saying } from '../../../src/simulators/openai/tampered.js';
import { body, lost, reset, rewritten, status } from '../../../src/simulators/script.js';
import { wav } from '../../simulators/audio-samples.js';
import { heardIn, never, openRoom, PAYER, spoken, troubleOf } from './room.js';

const SPEECH = '/v1/audio/transcriptions';
const CHAT = '/v1/chat/completions';

describe('an answer that was paid for', () => {
  it('is not bought again, by another process neither', async () => {
    await using room = await openRoom();
    const recording = room.record(wav(5), 'wav', 5);
    const first = await room.transcriber().transcribe(recording.cut, PAYER, never());
    expect(await room.transcriber().transcribe(recording.cut, PAYER, never())).toEqual(first);
    const call = spoken(['Добрый день.', 'Да.']);
    const analysis = await room.analyst().analyze(call, never());
    expect(await room.analyst().analyze(call, never())).toEqual(analysis);
    expect(room.world.openai.bought).toHaveLength(2);
    expect(room.world.openai.boughtTwice).toEqual([]);
  });

  it('is bought once for two calls that ask at the same moment, and by each where it fails', async () => {
    await using room = await openRoom();
    const recording = room.record(wav(5), 'wav', 5);
    const [transcriber, other] = [room.transcriber(), { callId: 'in_b', take: 0 }];
    await Promise.all([PAYER, other, PAYER].map((payer) => transcriber.transcribe(recording.cut, payer, never())));
    expect(room.world.openai.transcriptions).toHaveLength(1);
    room.world.openai.answer(SPEECH, [status(500)]);
    const second = room.record(wav(6), 'wav', 6);
    const asked = [PAYER, other].map((payer) => transcriber.transcribe(second.cut, payer, never()));
    const ended = await Promise.allSettled(asked);
    expect(ended.map((each) => each.status)).toEqual(['rejected', 'fulfilled']);
    expect(room.world.openai.transcriptions).toHaveLength(2);
  });

  it('is bought again by a forced re-run, and both are kept', async () => {
    await using room = await openRoom();
    const recording = room.record(wav(5), 'wav', 5);
    for (const take of [0, 1, 1]) {
      await room.transcriber().transcribe(recording.cut, { ...PAYER, take }, never());
      await room.analyst().analyze(spoken(['Добрый день.'], { take }), never());
    }
    expect(room.world.openai.transcriptions).toHaveLength(2);
    expect(room.world.openai.chats).toHaveLength(2);
    expect(await room.stored()).toHaveLength(4);
  });

  it('is kept even when it holds no text', async () => {
    await using room = await openRoom();
    room.world.openai.answer(SPEECH, [rewritten(() => ({ duration: 5, segments: [] }))]);
    const recording = room.record(wav(5), 'wav', 5);
    for (const attempt of ['first', 'second']) {
      const trouble = await troubleOf(room.transcriber().transcribe(recording.cut, PAYER, never()));
      expect(trouble, attempt).toMatchObject({ trouble: 'rejected', message: expect.stringMatching(/without a text/) });
    }
    expect(room.world.openai.bought).toHaveLength(1);
    expect(await room.stored()).toMatchObject([{ body: '{"duration":5,"segments":[]}', costUsd: 0.0005 }]);
  });

  it('is kept even when the model babbles', async () => {
    await using room = await openRoom();
    room.world.openai.answer(CHAT, [saying('Конечно! Вот карточка:'), saying('{"gist":')]);
    const call = spoken(['Добрый день.']);
    for (const attempt of ['first', 'second']) {
      expect(await room.analyst().analyze(call, never()), attempt).toEqual({ none: 'malformed' });
    }
    expect(room.world.openai.chats).toHaveLength(2);
    const bills = await room.stored();
    expect(bills.map((bill) => bill.body)).toEqual([
      expect.stringContaining('Вот карточка'),
      expect.stringContaining('gist'),
    ]);
    const paid = bills.reduce((sum, bill) => sum + (bill.costUsd ?? 0), 0);
    expect(paid).toBeCloseTo(room.world.openai.usd, 9);
  });

  it('is bought again where it was lost on its way: nobody can know of it', async () => {
    await using room = await openRoom();
    room.world.openai.answer(SPEECH, [lost(reset())]);
    const recording = room.record(wav(5), 'wav', 5);
    expect(await troubleOf(room.transcriber().transcribe(recording.cut, PAYER, never()))).toMatchObject({
      trouble: 'transient',
    });
    expect(heardIn(await room.transcriber().transcribe(recording.cut, PAYER, never())).text).not.toBe('');
    expect(room.world.openai.transcriptions).toHaveLength(2);
  });
});

describe('what was not paid for is not kept in place of an answer', () => {
  it.each([
    ['a page under the status 200', body('<html>Sign in to the network</html>', { 'content-type': 'text/html' })],
    ['an error under the status 200', body({ error: { message: 'no model is loaded' } })],
    ['nothing under the status 200', body('')],
    ['JSON by the name of plain text', body('{"error":"busy"}', { 'content-type': 'text/plain' })],
    ['broken JSON', body('{"text":"Доб', { 'content-type': 'application/json' })],
    ['no content', status(204, {}, '')],
    ['a refusal', status(500)],
  ])('%s', async (_, scripted) => {
    await using room = await openRoom();
    room.world.openai.answer(SPEECH, [scripted]);
    room.world.openai.answer(CHAT, [scripted]);
    const recording = room.record(wav(5), 'wav', 5);
    const speech = await troubleOf(room.transcriber().transcribe(recording.cut, PAYER, never()));
    const text = await troubleOf(room.analyst().analyze(spoken(['Добрый день.']), never()));
    expect([speech.trouble, text.trouble]).toEqual(['transient', 'transient']);
    expect(await room.stored()).toEqual([]);
    expect(heardIn(await room.transcriber().transcribe(recording.cut, PAYER, never())).text).toMatch(/перезвоню/);
    expect(await room.analyst().analyze(spoken(['Добрый день.']), never())).toHaveProperty('headline');
  });

  it('an analysis in plain text is none', async () => {
    await using room = await openRoom();
    room.world.openai.answer(CHAT, [body('upstream is busy')]);
    const trouble = await troubleOf(room.analyst().analyze(spoken(['Добрый день.']), never()));
    expect(trouble.trouble).toBe('transient');
    expect(await room.stored()).toEqual([]);
  });
});
