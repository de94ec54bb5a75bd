import { describe, expect, it } from 'vitest';
import { rewritten } from '../../../src/simulators/script.js';
import { mp3, wav } from '../../simulators/audio-samples.js';
import { never, openRoom, PAYER, sha256 } from './room.js';

const PATH = '/v1/audio/transcriptions';
const SEGMENTS = [
  { start: 0.5, end: 2, text: 'Компания Уют, добрый день.' },
  { start: 2.5, end: 4, text: 'Здравствуйте, Анна.' },
];
const TEXT = 'Компания Уют, добрый день. Здравствуйте, Анна.';
const timed = SEGMENTS.map(({ start, end, text }) => ({ start, end, text }));

describe('what each model is asked and answers', () => {
  it.each([
    [
      'whisper-1',
      {
        response_format: 'verbose_json',
        'timestamp_granularities[]': ['segment'],
        temperature: '0',
        language: 'ru',
        prompt: 'Уют, замер',
      },
      timed,
    ],
    ['gpt-transcribe', { response_format: 'json', 'languages[]': ['ru'], 'keywords[]': ['Уют', 'замер'] }, []],
    ['gpt-4o-transcribe', { response_format: 'json', language: 'ru', prompt: 'Уют, замер' }, []],
    [
      'gpt-4o-transcribe-diarize',
      { response_format: 'diarized_json', chunking_strategy: 'auto', language: 'ru' },
      timed,
    ],
  ])('%s', async (model, parameters, segments) => {
    await using room = await openRoom();
    const recording = await room.record(mp3(60), 'call.mp3', 'mp3', 60);
    room.world.openai.hear(mp3(60), SEGMENTS);
    const transcriber = room.transcriber({ model, vocabulary: ['Уют', 'замер'] });
    const heard = await transcriber.transcribe(recording, PAYER, never());
    expect(heard).toEqual({ model, text: TEXT, segments });
    expect(room.world.openai.bought).toMatchObject([{ model, input: recording.sha256 }]);
    expect(room.world.openai.bought[0]?.parameters).toEqual({ model, ...parameters });
  });

  it('a keyword that would spoil the whole request is left out', async () => {
    await using room = await openRoom();
    const transcriber = room.transcriber({ model: 'gpt-transcribe', vocabulary: ['<b>', 'Уют', 'в две\nстроки'] });
    await transcriber.transcribe(await room.record(wav(5), 'a.wav', 'wav', 5), PAYER, never());
    expect(room.world.openai.bought[0]?.parameters).toMatchObject({ 'keywords[]': ['Уют'] });
  });

  it.each([
    ['call.mp3', wav(5), 'wav'],
    ['call.wav', mp3(5), 'mp3'],
    ['no extension', wav(5), 'wav'],
  ] as const)('a file is named by what it is, not by what it is called: %s', async (name, bytes, format) => {
    await using room = await openRoom();
    const recording = await room.record(bytes, name, format, 5);
    const heard = await room.transcriber().transcribe(recording, PAYER, never());
    expect(heard.text).not.toBe('');
    expect(room.world.openai.requestsTo(PATH)).toMatchObject([{ status: 200 }]);
  });

  it('a segment that the model made up on silence is heard neither as a segment nor as text', async () => {
    await using room = await openRoom();
    const recording = await room.record(wav(6), 'a.wav', 'wav', 6);
    const silence = { noSpeechProb: 0.9, avgLogprob: -1.4 };
    room.world.openai.hear(wav(6), [{ start: 0, end: 6, text: 'Подписывайтесь на Иру', ...silence }]);
    const heard = await room.transcriber().transcribe(recording, PAYER, never());
    expect(heard).toEqual({ model: 'whisper-1', text: '', segments: [] });
  });
});

describe('servers of one’s own', () => {
  const answers: [string, (body: object) => unknown, object][] = [
    ['plain text', () => 'Добрый день.\n', { text: 'Добрый день.', segments: [] }],
    ['a text and nothing else', () => ({ text: ' Добрый день. ' }), { text: 'Добрый день.', segments: [] }],
    [
      'null where the marks of quality stand',
      () => ({ text: 'Да.', segments: [{ start: 0, end: 1, text: 'Да.', avg_logprob: null, no_speech_prob: null }] }),
      { text: 'Да.', segments: [{ start: 0, end: 1, text: 'Да.' }] },
    ],
    [
      'nanoseconds',
      () => ({ text: 'Да.', segments: [{ start: 1_500_000_000, end: 2_000_000_000, text: 'Да.' }] }),
      { text: 'Да.', segments: [{ start: 1.5, end: 2, text: 'Да.' }] },
    ],
    [
      'segments in another shape are as good as none',
      () => ({ text: 'Да.', segments: [{ from: 0, text: 'Да.' }] }),
      { text: 'Да.', segments: [] },
    ],
  ];

  it.each(answers)('may answer with %s', async (_, change, expected) => {
    await using room = await openRoom();
    room.world.openai.answer(PATH, [rewritten((body) => change(body as object))]);
    const recording = await room.record(wav(5), 'a.wav', 'wav', 5);
    expect(await room.transcriber().transcribe(recording, PAYER, never())).toMatchObject(expected);
  });

  it('may want no key', async () => {
    await using room = await openRoom();
    const recording = await room.record(wav(5), 'a.wav', 'wav', 5);
    const asking = room.transcriber({ apiKey: '' }).transcribe(recording, PAYER, never());
    await expect(asking, 'the word the SDK wants goes out, and OpenAI refuses it').rejects.toThrow('key is refused');
    expect(room.world.openai.requestsTo(PATH)).toHaveLength(1);
  });
});

describe('the bill of a transcription', () => {
  it.each([
    ['whisper-1', 60, 0.006],
    ['gpt-transcribe', 60, 0.0045],
    ['gpt-4o-transcribe, which counts tokens: by the length of the recording', 60, 0.006],
    ['gpt-4o-transcribe of unknown length', null, null],
    ['gpt-4o-mini-transcribe, a model without a price', 60, null],
  ])('%s', async (name, seconds, cost) => {
    await using room = await openRoom();
    const model = /^[\w-]+/.exec(name)?.[0] ?? '';
    const recording = await room.record(mp3(60), 'call.mp3', 'mp3', seconds);
    await room.transcriber({ model }).transcribe(recording, PAYER, never());
    const [bill] = await room.stored();
    expect(bill?.costUsd).toEqual(cost === null ? null : expect.closeTo(cost, 9));
    expect(JSON.parse(bill?.usage ?? '')).toHaveProperty(model.startsWith('gpt-4o') ? 'input_tokens' : 'seconds');
  });

  it('is by the length of the recording where the server says null or nothing', async () => {
    await using room = await openRoom();
    room.world.openai.answer(PATH, [rewritten(() => ({ text: 'Да.', duration: null })), rewritten(() => 'Да.')]);
    for (const bytes of [mp3(30), mp3(60)]) {
      await room.transcriber().transcribe(await room.record(bytes, sha256(bytes), 'mp3', 30), PAYER, never());
    }
    expect((await room.stored()).map((bill) => bill.costUsd)).toEqual([0.003, 0.003]);
  });
});
