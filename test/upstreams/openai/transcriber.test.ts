import { describe, expect, it } from 'vitest';
import { rewritten } from '../../../src/simulators/script.js';
import { mp3, wav } from '../../simulators/audio-samples.js';
import { heardIn, never, openRoom, PAYER } from './room.js';

const PATH = '/v1/audio/transcriptions';
const SEGMENTS = [
  { start: 0.5, end: 2, text: 'Компания Уют, добрый день.' },
  { start: 2.5, end: 4, text: 'Здравствуйте, Анна.' },
];
const TEXT = 'Компания Уют, добрый день. Здравствуйте, Анна.';
const timed = SEGMENTS.map(({ start, end, text }) => ({ start, end, text, words: [], sign: null }));
const worded = timed.map((segment) => ({ ...segment, words: expect.arrayContaining([expect.any(Object)]) }));

describe('what each model is asked and answers', () => {
  it.each([
    [
      'whisper-1',
      {
        response_format: 'verbose_json',
        'timestamp_granularities[]': ['segment', 'word'],
        temperature: '0',
        language: 'ru',
        prompt: 'Уют, замер',
      },
      worded,
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
    const recording = room.record(mp3(60), 'mp3', 60);
    room.world.openai.hear(mp3(60), SEGMENTS);
    const transcriber = room.transcriber({ model, vocabulary: ['Уют', 'замер'] });
    const heard = await transcriber.transcribe(recording.cut, PAYER, never());
    expect(heardIn(heard)).toEqual({ model, text: TEXT, segments });
    expect(room.world.openai.bought).toMatchObject([{ model, input: recording.sha256 }]);
    expect(room.world.openai.bought[0]?.parameters).toEqual({ model, ...parameters });
  });

  it('a keyword that would spoil the whole request is left out', async () => {
    await using room = await openRoom();
    const transcriber = room.transcriber({ model: 'gpt-transcribe', vocabulary: ['<b>', 'Уют', 'в две\nстроки'] });
    await transcriber.transcribe(room.record(wav(5), 'wav', 5).cut, PAYER, never());
    expect(room.world.openai.bought[0]?.parameters).toMatchObject({ 'keywords[]': ['Уют'] });
  });

  it.each([
    ['wav', wav(5)],
    ['mp3', mp3(5)],
  ] as const)('a file is named by what it is: %s', async (format, bytes) => {
    await using room = await openRoom();
    const recording = room.record(bytes, format, 5);
    const heard = await room.transcriber().transcribe(recording.cut, PAYER, never());
    expect(heardIn(heard).text).not.toBe('');
    expect(room.world.openai.requestsTo(PATH)).toMatchObject([{ status: 200 }]);
  });

  it('a segment that the model itself doubts says so', async () => {
    await using room = await openRoom();
    const recording = room.record(wav(6), 'wav', 6);
    const silence = { noSpeechProb: 0.9, avgLogprob: -1.4 };
    room.world.openai.hear(wav(6), [{ start: 0, end: 6, text: 'Подписывайтесь на Иру', ...silence }]);
    const heard = await room.transcriber().transcribe(recording.cut, PAYER, never());
    expect(heardIn(heard).segments).toMatchObject([{ text: 'Подписывайтесь на Иру', sign: 'no-speech' }]);
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
      () => ({
        text: 'Да.',
        segments: [{ start: 1_500_000_000, end: 2_000_000_000, text: 'Да.' }],
        words: [{ start: 1_600_000_000, end: 1_900_000_000 }],
      }),
      { text: 'Да.', segments: [{ start: 1.5, end: 2, text: 'Да.', words: [{ start: 1.6, end: 1.9 }] }] },
    ],
    [
      'segments in any order',
      () => ({
        text: 'Да. Нет.',
        segments: [
          { start: 3, end: 4, text: 'Нет.' },
          { start: 1, end: 2, text: 'Да.' },
        ],
      }),
      { text: 'Да. Нет.', segments: [{ start: 1 }, { start: 3 }] },
    ],
    [
      'a text beside segments that are empty',
      () => ({ text: 'Да.', segments: [{ start: 0, end: 1, text: ' ' }] }),
      { text: 'Да.', segments: [] },
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
    const recording = room.record(wav(5), 'wav', 5);
    expect(heardIn(await room.transcriber().transcribe(recording.cut, PAYER, never()))).toMatchObject(expected);
  });

  it('may want no key', async () => {
    await using room = await openRoom();
    const recording = room.record(wav(5), 'wav', 5);
    const asking = room.transcriber({ apiKey: '' }).transcribe(recording.cut, PAYER, never());
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
    const recording = room.record(mp3(60), 'mp3', seconds);
    await room.transcriber({ model }).transcribe(recording.cut, PAYER, never());
    const [bill] = await room.stored();
    expect(bill?.costUsd).toEqual(cost === null ? null : expect.closeTo(cost, 9));
    expect(JSON.parse(bill?.usage ?? '')).toHaveProperty(model.startsWith('gpt-4o') ? 'input_tokens' : 'seconds');
  });

  it('is by the length of the recording where the server says null or nothing', async () => {
    await using room = await openRoom();
    room.world.openai.answer(PATH, [rewritten(() => ({ text: 'Да.', duration: null })), rewritten(() => 'Да.')]);
    for (const bytes of [mp3(30), mp3(60)]) {
      await room.transcriber().transcribe(room.record(bytes, 'mp3', 30).cut, PAYER, never());
    }
    expect((await room.stored()).map((bill) => bill.costUsd)).toEqual([0.003, 0.003]);
  });
});
