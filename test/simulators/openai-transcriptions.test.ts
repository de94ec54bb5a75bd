import { createHash } from 'node:crypto';
import { toFile } from 'openai';
import { describe, expect, it } from 'vitest';
import { startWorld, type World } from '../../src/simulators/world.js';
import { mp3, wav } from './audio-samples.js';
import { clientOf, refused } from './openai-client.js';

const PATH = '/v1/audio/transcriptions';
const SEGMENTS = [
  { channel: 1, start: 2.5, end: 4, text: 'Здравствуйте, Анна.' },
  { channel: 0, start: 0.5, end: 2, text: 'Компания Уют, добрый день.' },
];

describe('OpenAI: transcriptions', () => {
  it('whisper-1: verbose_json with segments in order of time', async () => {
    await using world = await heard(mp3(60));
    const answer = await transcribe(world, mp3(60), 'call.mp3', {
      model: 'whisper-1',
      language: 'ru',
      response_format: 'verbose_json',
      timestamp_granularities: ['segment'],
    });
    expect(answer).toMatchObject({
      task: 'transcribe',
      language: 'russian',
      duration: 60,
      text: 'Компания Уют, добрый день. Здравствуйте, Анна.',
      segments: [
        { id: 0, start: 0.5, end: 2, text: ' Компания Уют, добрый день.', no_speech_prob: 0.05 },
        { id: 1, start: 2.5, text: ' Здравствуйте, Анна.', avg_logprob: -0.3, compression_ratio: 1.2 },
      ],
      usage: { type: 'duration', seconds: 60 },
    });
    expect(answer).not.toHaveProperty('words');
  });

  it('whisper-1: words where they are wanted', async () => {
    await using world = await heard(mp3(60));
    const more = { model: 'whisper-1', response_format: 'verbose_json', timestamp_granularities: ['word'] };
    const answer = await transcribe(world, mp3(60), 'call.mp3', more);
    expect(answer).toMatchObject({
      words: [{ word: 'Компания', start: 0.5 }, {}, {}, {}, {}, { word: 'Анна', end: 4 }],
    });
    expect(answer).not.toHaveProperty('segments');
  });

  it('gpt-transcribe: flat text, the hint echoed, paid by the second', async () => {
    await using world = await heard(mp3(60));
    const more = { model: 'gpt-transcribe', languages: ['ru'], keywords: ['Уют', 'замер'], prompt: 'Разговор' };
    const answer = await transcribe(world, mp3(60), 'call.mp3', more);
    expect(answer).toEqual({
      text: 'Компания Уют, добрый день. Здравствуйте, Анна.',
      languages: [{ code: 'ru' }],
      usage: { type: 'duration', seconds: 60 },
    });
    expect(world.openai.transcriptions).toMatchObject([
      {
        model: 'gpt-transcribe',
        input: sha256(mp3(60)),
        parameters: { 'languages[]': ['ru'], 'keywords[]': ['Уют', 'замер'], prompt: 'Разговор' },
      },
    ]);
    expect(world.openai.usd).toBeCloseTo(0.0045, 6);
  });

  it('gpt-4o-transcribe: paid by tokens', async () => {
    await using world = await heard(mp3(60));
    const answer = await transcribe(world, mp3(60), 'call.mp3', {
      model: 'gpt-4o-transcribe',
      response_format: 'json',
    });
    expect(answer).toMatchObject({ usage: { type: 'tokens', input_token_details: { text_tokens: 0 } } });
  });

  it.each([
    ['text', 'Компания Уют, добрый день. Здравствуйте, Анна.\n'],
    ['srt', /^1\n00:00:00,500 --> 00:00:02,000\nКомпания Уют, добрый день\.\n\n2\n/],
    ['vtt', /^WEBVTT\n\n00:00:00\.500 --> 00:00:02\.000\nКомпания Уют/],
  ])('whisper-1: %s is text', async (format, expected) => {
    await using world = await heard(mp3(60));
    const answer = await transcribe(world, mp3(60), 'call.mp3', { model: 'whisper-1', response_format: format });
    expect(answer).toEqual(typeof expected === 'string' ? expected : expect.stringMatching(expected));
  });

  it('diarize: a speaker for each channel', async () => {
    await using world = await heard(mp3(60));
    const more = { model: 'gpt-4o-transcribe-diarize', response_format: 'diarized_json', chunking_strategy: 'auto' };
    const answer = await transcribe(world, mp3(60), 'call.mp3', more);
    expect(answer).toMatchObject({
      segments: [
        { speaker: 'A', start: 0.5 },
        { speaker: 'B', start: 2.5 },
      ],
    });
  });

  it('silence, and what a model invents over it, is up to the test', async () => {
    await using world = await startWorld();
    world.openai.hear(wav(3), []);
    world.openai.hear(wav(4), [
      { start: 0, end: 4, text: 'Продолжение следует...', noSpeechProb: 0.9, avgLogprob: -1.4 },
    ]);
    const verbose = { model: 'whisper-1', response_format: 'verbose_json' };
    expect(await transcribe(world, wav(3), 'a.wav', verbose)).toMatchObject({ text: '', segments: [], duration: 3 });
    expect(await transcribe(world, wav(4), 'a.wav', verbose)).toMatchObject({
      segments: [{ no_speech_prob: 0.9, avg_logprob: -1.4 }],
    });
  });

  it('an unknown recording gets some Russian words', async () => {
    await using world = await startWorld();
    expect(await transcribe(world, wav(5), 'a.wav', { model: 'whisper-1' })).toMatchObject({
      text: expect.stringMatching(/[а-я]{3}/),
      usage: { type: 'duration', seconds: 5 },
    });
  });
});

describe('OpenAI: refusals of transcriptions', () => {
  it.each([
    ['a model nobody has', wav(1), 'a.wav', { model: 'whisper-9' }, 404, 'model_not_found'],
    ['a chat model', wav(1), 'a.wav', { model: 'gpt-4o' }, 404, 'model_not_found'],
    ['an extension it does not know', mp3(1), 'audio.bin', {}, 400, 'unsupported_value'],
    ['junk by the name of mp3', Buffer.from('<html>not found</html>'), 'a.mp3', {}, 400, 'invalid_value'],
    ['WAV by the name of mp3', wav(1), 'a.mp3', {}, 400, 'invalid_value'],
    ['a blink', wav(0.05), 'a.wav', {}, 400, 'audio_too_short'],
    [
      'times from gpt-transcribe',
      wav(1),
      'a.wav',
      { model: 'gpt-transcribe', response_format: 'verbose_json' },
      400,
      'unsupported_value',
    ],
    [
      'times from gpt-4o',
      wav(1),
      'a.wav',
      { model: 'gpt-4o-transcribe', response_format: 'verbose_json' },
      400,
      'unsupported_value',
    ],
    [
      'granularities of plain json',
      wav(1),
      'a.wav',
      { timestamp_granularities: ['segment'] },
      400,
      'unsupported_value',
    ],
    [
      'a granularity nobody knows',
      wav(1),
      'a.wav',
      { response_format: 'verbose_json', timestamp_granularities: ['letter'] },
      400,
      'invalid_value',
    ],
    ['a language in words', wav(1), 'a.wav', { language: 'russian' }, 400, 'invalid_language_format'],
    ['a language off the list', wav(1), 'a.wav', { model: 'gpt-transcribe', languages: ['uz'] }, 400, 'invalid_value'],
    ['languages with commas', wav(1), 'a.wav', { model: 'gpt-transcribe', languages: ['ru,en'] }, 400, 'invalid_value'],
    [
      'a keyword with a bracket',
      wav(1),
      'a.wav',
      { model: 'gpt-transcribe', keywords: ['a', '<b>'] },
      400,
      'invalid_value',
    ],
    ['a keyword of two lines', wav(1), 'a.wav', { model: 'gpt-transcribe', keywords: ['a\nb'] }, 400, 'invalid_value'],
    ['a temperature of 2', wav(1), 'a.wav', { temperature: 2 }, 400, 'invalid_value'],
    ['24 minutes for gpt-4o', mp3(1441), 'a.mp3', { model: 'gpt-4o-transcribe' }, 400, 'invalid_value'],
    [
      'a prompt for diarize',
      wav(1),
      'a.wav',
      { model: 'gpt-4o-transcribe-diarize', prompt: 'a' },
      400,
      'unsupported_value',
    ],
    [
      'diarize in one piece',
      wav(31),
      'a.wav',
      { model: 'gpt-4o-transcribe-diarize' },
      400,
      'missing_required_parameter',
    ],
  ])('%s', async (_, bytes, name, more, expectedStatus, code) => {
    await using world = await startWorld();
    const refusal = await refused(transcribe(world, bytes, name, { model: 'whisper-1', ...more }));
    expect(refusal).toMatchObject({ status: expectedStatus, code, type: 'invalid_request_error' });
    expect(world.openai.bought).toEqual([]);
  });

  it('one language field is ignored by gpt-transcribe, and so is any field nobody knows', async () => {
    await using world = await startWorld();
    const more = { model: 'gpt-transcribe', language: 'russian', invented: 'yes' };
    expect(await transcribe(world, wav(1), 'a.wav', more)).toMatchObject({ languages: [{ code: 'ru' }] });
  });

  it('a body over 25 MiB: 413 by the name of server_error', async () => {
    await using world = await startWorld();
    const largest = Buffer.concat([mp3(1), Buffer.alloc(26_148_864 - 4032)]);
    expect(await transcribe(world, largest, 'a.mp3', { model: 'whisper-1' })).toHaveProperty('text');
    const over = Buffer.concat([largest, Buffer.alloc(65_536)]);
    const refusal = await refused(transcribe(world, over, 'a.mp3', { model: 'whisper-1' }));
    expect(refusal).toMatchObject({ status: 413, type: 'server_error' });
  });

  it('no form, no file, no model', async () => {
    await using world = await startWorld();
    const form = new FormData();
    form.set('model', 'whisper-1');
    const nameless = new FormData();
    nameless.set('file', new File([wav(1)], 'a.wav'));
    const answers = [await post(world, '{}'), await post(world, form), await post(world, nameless)];
    expect(answers.map((answer) => answer.status)).toEqual([415, 400, 400]);
    expect(await answers[1]?.json()).toMatchObject({ error: { param: 'file', code: 'missing_required_parameter' } });
    expect(await answers[2]?.json()).toMatchObject({ error: { param: 'model' } });
  });
});

async function heard(file: Buffer): Promise<World> {
  const world = await startWorld();
  world.openai.hear(file, SEGMENTS);
  return world;
}

async function transcribe(world: World, bytes: Buffer, name: string, more: Record<string, unknown>): Promise<unknown> {
  const file = await toFile(bytes, name);
  return clientOf(world).audio.transcriptions.create({ file, ...more } as never);
}

function post(world: World, body: string | FormData): Promise<Response> {
  const headers = { authorization: `Bearer ${world.env().OPENAI_API_KEY}` };
  return fetch(`${world.openai.url}${PATH}`, { method: 'POST', headers, body });
}

function sha256(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}
