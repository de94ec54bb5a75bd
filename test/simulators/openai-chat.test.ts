import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { zodResponseFormat } from 'openai/helpers/zod';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { faults } from '../../src/simulators/openai/faults.js';
import { sha256 } from '../../src/simulators/openai/known-calls.js';
import { fenced, filtered, refusing, saying, truncated } from '../../src/simulators/openai/tampered.js';
import { status } from '../../src/simulators/script.js';
import { startWorld, type World } from '../../src/simulators/world.js';
import { wav } from './audio-samples.js';
import { clientOf, refused } from './openai-client.js';

const PATH = '/v1/chat/completions';
const CARD = zodResponseFormat(
  z.object({ headline: z.string(), due: z.string().nullable(), turns: z.array(z.number()) }),
  'card',
);
const WORDS = ['Компания Уют, добрый день.', 'Сколько стоит замер?', 'Замер бесплатный.', 'Спасибо.', 'До свидания.'];
const SEGMENTS = WORDS.map((text, at) => ({ start: at, end: at + 0.9, text }));

describe('OpenAI: chat completions', () => {
  it('gives the scripted answer to the call whose words the prompt holds', async () => {
    await using world = await startWorld();
    world.openai.hear(wav(1), [...SEGMENTS, { start: 9, end: 10, text: 'Другое.' }], { headline: 'не то' });
    world.openai.hear(wav(2), SEGMENTS, { headline: 'Замер', due: null, turns: [2] });
    const prompt = `Разговор:\n1 сотрудник: ${WORDS.slice(0, 2).join('\n  ')}\n2 клиент: ${WORDS.slice(2).join(' ')}`;
    const answer = await ask(world, { content: prompt });
    expect(answer).toMatchObject({
      object: 'chat.completion',
      model: 'gpt-4o-2024-08-06',
      choices: [{ index: 0, finish_reason: 'stop', message: { role: 'assistant', refusal: null } }],
    });
    expect(contentOf(answer)).toEqual({ headline: 'Замер', due: null, turns: [2] });
    expect(world.openai.chats).toMatchObject([{ model: 'gpt-4o', callId: sha256(wav(2)) }]);
    expect(world.openai.misfits).toEqual([]);
  });

  it('answers with the least that fits where fewer than 60 % of the words are there', async () => {
    await using world = await startWorld();
    world.openai.hear(wav(1), SEGMENTS, { headline: 'Замер', due: null, turns: [2] });
    const answer = await ask(world, { content: WORDS.slice(0, 2).join(' ') });
    expect(contentOf(answer)).toEqual({ headline: 'нет данных', due: null, turns: [] });
    expect(world.openai.chats).toMatchObject([{ callId: null }]);
  });

  it('bends a scripted answer to the schema, and says so', async () => {
    await using world = await startWorld();
    world.openai.hear(wav(1), SEGMENTS, { headline: 'Замер', extra: 1 });
    const answer = await ask(world, { content: WORDS.join(' ') });
    expect(contentOf(answer)).toEqual({ headline: 'Замер', due: null, turns: [] });
    expect(world.openai.misfits).toEqual([
      '$.extra: not in the schema',
      '$.due: not string or null',
      '$.turns: not array',
    ]);
  });

  it('knows the bundled calls by their files', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'simulator-'));
    try {
      await writeFile(join(folder, 'a.wav'), wav(3));
      const call = { id: 'a', file: 'a.wav', direction: 'in', seconds: 3.4, channels: 1, segments: SEGMENTS };
      await writeFile(join(folder, 'a.json'), JSON.stringify(call));
      await writeFile(join(folder, 'a.analysis.json'), JSON.stringify({ headline: 'Замер', due: null, turns: [1] }));
      await using world = await startWorld({ assets: folder });
      const file = new File([wav(3)], 'upload.wav');
      const heard = await clientOf(world).audio.transcriptions.create({ file, model: 'whisper-1' });
      expect(heard).toMatchObject({ text: WORDS.join(' '), usage: { seconds: 3 } });
      expect(contentOf(await ask(world, { content: heard.text }))).toMatchObject({ headline: 'Замер' });
      expect(world.openai.bought.map((one) => one.callId)).toEqual(['a', 'a']);
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  it('counts tokens and money', async () => {
    await using world = await startWorld();
    const answer = await ask(world, { content: 'слово '.repeat(1000), model: 'gpt-6-luna', reasoning_effort: 'none' });
    const { usage } = answer;
    expect(usage).toMatchObject({ prompt_tokens: 2006, completion_tokens_details: { reasoning_tokens: 0 } });
    expect(usage?.total_tokens).toBe(2006 + (usage?.completion_tokens ?? 0));
    expect(world.openai.usd).toBeCloseTo((2006 * 0.1 + (usage?.completion_tokens ?? 0) * 0.5) / 1e6, 9);
  });

  it('reasons before it speaks, and the limit counts that too', async () => {
    await using world = await startWorld();
    const thinking = await ask(world, { model: 'gpt-6-luna' });
    const stifled = await ask(world, { model: 'gpt-6-luna', max_completion_tokens: 100 });
    const short = await ask(world, { model: 'gpt-4o', max_tokens: 5 });
    expect(thinking.usage?.completion_tokens_details?.reasoning_tokens).toBeGreaterThan(0);
    expect(stifled.choices[0]).toMatchObject({ finish_reason: 'length', message: { content: '' } });
    expect(short.choices[0]).toMatchObject({ finish_reason: 'length', message: { content: '{"headline":"не' } });
  });

  it('plain text and plain JSON', async () => {
    await using world = await startWorld();
    const plain = await ask(world, { response_format: { type: 'text' } });
    const json = await ask(world, { content: 'Ответь в JSON', response_format: { type: 'json_object' } });
    expect(plain.choices[0]?.message.content).toMatch(/[а-я]/);
    expect(contentOf(json)).toEqual({});
  });
});

describe('OpenAI: refusals of chat completions', () => {
  const reasoning = { model: 'gpt-6-luna' };
  it.each([
    ['max_tokens of GPT-6', { ...reasoning, max_tokens: 9 }, 'unsupported_parameter', 'max_tokens'],
    ['temperature while reasoning', { ...reasoning, temperature: 0 }, 'unsupported_parameter', 'temperature'],
    [
      'temperature with effort low',
      { ...reasoning, temperature: 0, reasoning_effort: 'low' },
      'unsupported_parameter',
      'temperature',
    ],
    ['top_p while reasoning', { ...reasoning, top_p: 1 }, 'unsupported_parameter', 'top_p'],
    ['effort none of sol', { model: 'gpt-6.1-sol', reasoning_effort: 'none' }, 'unsupported_value', 'reasoning_effort'],
    ['effort of gpt-4o', { reasoning_effort: 'none' }, null, null],
    ['a field nobody knows', { presets: 1 }, 'unknown_parameter', 'presets'],
    ['no messages', { messages: [] }, 'empty_array', 'messages'],
    ['a strange role', { messages: [{ role: 'boss', content: 'a' }] }, 'invalid_value', 'messages[0].role'],
    ['no content', { messages: [{ role: 'user' }] }, 'invalid_type', 'messages[0].content'],
    ['JSON nobody asked for', { response_format: { type: 'json_object' } }, null, 'messages'],
    ['a format nobody knows', { response_format: { type: 'xml' } }, 'invalid_value', 'response_format'],
    ['a schema by a bad name', named('карточка', {}), 'invalid_value', 'response_format.json_schema.name'],
    [
      'a schema with an open object',
      named('card', { type: 'object', properties: {}, required: [] }),
      null,
      'response_format',
    ],
  ])('%s', async (_, more, code, param) => {
    await using world = await startWorld();
    expect(await refused(ask(world, more))).toMatchObject({ status: 400, type: 'invalid_request_error', code, param });
    expect(world.openai.bought).toEqual([]);
  });

  it('temperature is taken where nothing is reasoned', async () => {
    await using world = await startWorld();
    const more = { model: 'gpt-6-luna', temperature: 0, reasoning_effort: 'none', max_completion_tokens: 900 };
    expect((await ask(world, more)).choices).toHaveLength(1);
  });

  it('models nobody has, speech models, retired ones', async () => {
    await using world = await startWorld();
    world.openai.retire('gpt-4o');
    for (const model of ['gpt-3.5-turbo', 'whisper-1', 'gpt-4o']) {
      expect(await refused(ask(world, { model }))).toMatchObject({ status: 404, code: 'model_not_found' });
    }
  });

  it('money gone and region refused, in the words of the real ones', async () => {
    await using world = await startWorld();
    world.openai.answer(PATH, [faults.quota(), faults.region(), status(429, { 'retry-after': '20' })]);
    expect(await refused(ask(world))).toMatchObject({
      status: 429,
      code: 'credit_balance_exhausted',
      type: 'insufficient_quota',
    });
    expect(await refused(ask(world))).toMatchObject({ status: 403, code: 'unsupported_country_region_territory' });
    expect(await refused(ask(world))).toMatchObject({ status: 429, code: 'rate_limit_exceeded' });
  });
});

describe('OpenAI: answers that cannot be used', () => {
  it.each([
    ['truncated', truncated(), 'length', '{"headline":"нет данных"', null],
    ['refused', refusing('Не могу.'), 'stop', null, 'Не могу.'],
    ['fenced', fenced(), 'stop', '```json\n{"headline":"нет данных","due":null,"turns":[]}\n```', null],
    ['something else', saying('Конечно! Вот карточка:'), 'stop', 'Конечно! Вот карточка:', null],
    ['filtered', filtered(), 'content_filter', '', null],
  ])('%s', async (_, scripted, finish, content, refusal) => {
    await using world = await startWorld();
    world.openai.answer(PATH, [scripted]);
    const answer = await ask(world);
    expect(answer.choices[0]).toMatchObject({ finish_reason: finish, message: { content, refusal } });
    expect(answer.usage?.total_tokens).toBeGreaterThan(0);
    expect(world.openai.chats).toHaveLength(1);
  });
});

type Completion = Awaited<ReturnType<ReturnType<typeof clientOf>['chat']['completions']['create']>> & {
  choices: { message: { content: string | null } }[];
  usage?: {
    completion_tokens: number;
    total_tokens: number;
    completion_tokens_details?: { reasoning_tokens?: number };
  };
};

async function ask(world: World, { content = 'Привет', ...more }: Record<string, unknown> = {}): Promise<Completion> {
  const messages = [
    { role: 'system', content: 'Разбери разговор.' },
    { role: 'user', content },
  ];
  const request = { model: 'gpt-4o', messages, response_format: CARD, ...more };
  return clientOf(world).chat.completions.create(request as never) as Promise<Completion>;
}

function contentOf(answer: Completion): unknown {
  return JSON.parse(answer.choices[0]?.message.content ?? '');
}

function named(name: string, schema: unknown) {
  return { response_format: { type: 'json_schema', json_schema: { name, strict: true, schema } } };
}
