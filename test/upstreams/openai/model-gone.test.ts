import { describe, expect, it } from 'vitest';
import { body, status } from '../../../src/simulators/script.js';
import { wav } from '../../simulators/audio-samples.js';
import { never, openRoom, PAYER, type Room, spoken, troubleOf } from './room.js';

const SPEECH = '/v1/audio/transcriptions';
const DAY_MS = 24 * 60 * 60_000;
const WITH_SUCCESSOR = { successor: 'gpt-transcribe' };

describe('a model that is gone', () => {
  it('is replaced by its successor, with one alert, for later calls and other processes too', async () => {
    await using room = await openRoom();
    room.world.openai.retire('whisper-1');
    const transcriber = room.transcriber(WITH_SUCCESSOR);
    expect((await hear(room, transcriber, 5)).model).toBe('gpt-transcribe');
    expect((await hear(room, transcriber, 6)).model).toBe('gpt-transcribe');
    expect((await hear(room, room.transcriber(WITH_SUCCESSOR), 7)).model).toBe('gpt-transcribe');
    expect(room.world.openai.requestsTo(SPEECH).map((request) => request.status)).toEqual([404, 200, 200, 200]);
    expect(room.alerts).toEqual([
      'model.whisper-1: Модели whisper-1 больше нет: дальше работает gpt-transcribe. Запишите её в настройку transcription.model.',
    ]);
  });

  it('is replaced for texts as well', async () => {
    await using room = await openRoom();
    room.world.openai.retire('gpt-4o');
    const analyst = room.analyst({ successor: 'gpt-6-luna' });
    for (const words of ['Добрый день.', 'До свидания.']) {
      expect(await analyst.analyze(spoken([words]), never())).toMatchObject({ model: 'gpt-6-luna' });
    }
    expect(room.alerts).toHaveLength(1);
  });

  it('is still read where it answered before', async () => {
    await using room = await openRoom();
    const transcriber = room.transcriber(WITH_SUCCESSOR);
    const before = await hear(room, transcriber, 5);
    room.world.openai.retire('whisper-1');
    await hear(room, transcriber, 6);
    expect(await hear(room, transcriber, 5)).toEqual(before);
    expect(room.world.openai.transcriptions.map((bought) => bought.model)).toEqual(['whisper-1', 'gpt-transcribe']);
  });

  it('is asked again after a week', async () => {
    await using room = await openRoom();
    room.world.openai.answer(SPEECH, [status(404, {}, { error: { code: 'model_not_found', message: 'gone' } })]);
    const transcriber = room.transcriber(WITH_SUCCESSOR);
    expect((await hear(room, transcriber, 5)).model).toBe('gpt-transcribe');
    room.bench.pass(7 * DAY_MS - 1);
    expect((await hear(room, transcriber, 6)).model).toBe('gpt-transcribe');
    room.bench.pass(1);
    expect((await hear(room, transcriber, 7)).model).toBe('whisper-1');
  });

  it('is asked again where the clock was put back: it may be long since it was gone', async () => {
    await using room = await openRoom();
    room.world.openai.answer(SPEECH, [status(404, {}, { error: { code: 'model_not_found', message: 'gone' } })]);
    const transcriber = room.transcriber(WITH_SUCCESSOR);
    expect((await hear(room, transcriber, 5)).model).toBe('gpt-transcribe');
    room.bench.pass(-DAY_MS);
    expect((await hear(room, transcriber, 6)).model).toBe('whisper-1');
  });

  it.each([
    ['without a successor', null],
    ['with itself for a successor', 'whisper-1'],
    ['when the successor is gone too', 'gpt-transcribe'],
  ])('asks for a person: %s', async (_, successor) => {
    await using room = await openRoom();
    room.world.openai.retire('whisper-1');
    room.world.openai.retire('gpt-transcribe');
    const trouble = await troubleOf(hear(room, room.transcriber({ successor }), 5));
    expect(trouble).toMatchObject({ trouble: 'unauthorized', message: expect.stringMatching(/^no such model/) });
  });

  it.each([
    ['Ollama', 404, { error: 'model "whisper" not found, try pulling it first' }],
    ['a gateway', 400, { error: { message: 'The model whisper-1 has been deprecated and shut down.' } }],
    ['a reseller that has taken it off', 503, { error: { message: 'The model whisper-1 is no longer available' } }],
    ['a reseller without a channel for it', 503, { error: { code: 'model_not_found', message: 'no channel' } }],
    ['a project without access', 403, { error: { code: 'model_not_found', message: 'no access to whisper-1' } }],
  ])('is known by the words of %s', async (_, code, words) => {
    await using room = await openRoom();
    room.world.openai.answer(SPEECH, [status(code, {}, words)]);
    expect((await hear(room, room.transcriber(WITH_SUCCESSOR), 5)).model).toBe('gpt-transcribe');
  });

  it.each([
    [
      'a page of somebody between',
      status(404, { 'content-type': 'text/html' }, '<p>model not found</p>'),
      'unauthorized',
    ],
    ['a model that is overloaded', status(503), 'transient'],
    ['a page under 200', body('<p>This model no longer exists</p>', { 'content-type': 'text/html' }), 'transient'],
  ])('is not taken for gone by %s', async (_, scripted, trouble) => {
    await using room = await openRoom();
    room.world.openai.answer(SPEECH, [scripted]);
    expect(await troubleOf(hear(room, room.transcriber(WITH_SUCCESSOR), 5))).toMatchObject({ trouble });
    expect(room.alerts).toEqual([]);
  });
});

async function hear(room: Room, transcriber: ReturnType<Room['transcriber']>, seconds: number) {
  return transcriber.transcribe(room.record(wav(seconds), 'wav', seconds).cut, PAYER, never());
}
