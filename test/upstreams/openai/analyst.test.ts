import { describe, expect, it } from 'vitest';
import { fenced, filtered, refusing, saying, truncated } from '../../../src/simulators/openai/tampered.js';
import { rewritten, type Scripted } from '../../../src/simulators/script.js';
import { answer, DUE, ownServer } from './answer.js';
import { never, openRoom, type Room, spoken, troubleOf } from './room.js';

const PATH = '/v1/chat/completions';
const WORDS = ['Компания Уют, добрый день.', 'Здравствуйте, нужен замер.', 'В четверг в половине четвёртого.'];
const good = (changes = {}) => saying(JSON.stringify(answer(changes)));

describe('the request for an analysis', () => {
  it.each([
    ['gpt-4o', { temperature: 0, max_completion_tokens: 6000 }],
    ['gpt-4o-mini', { temperature: 0, max_completion_tokens: 6000 }],
    ['gpt-6-luna', { reasoning_effort: 'none', max_completion_tokens: 6000 }],
    ['gpt-6.1-terra', { reasoning_effort: 'none', max_completion_tokens: 6000 }],
    ['gpt-6.1-sol', { reasoning_effort: 'low', max_completion_tokens: 12_000 }],
  ])('%s gets its own parameters, and takes our strict schema', async (model, parameters) => {
    await using room = await openRoom();
    expect(await room.analyst({ model }).analyze(spoken(WORDS), never())).toMatchObject({ model });
    const { response_format, ...sent } = room.world.openai.chats[0]?.parameters ?? {};
    expect(sent).toEqual({ model, ...parameters });
    expect(response_format).toMatchObject({ type: 'json_schema', json_schema: { name: 'call_card', strict: true } });
  });

  it('a model of one’s own gets no parameters', async () => {
    await using server = await ownServer();
    await using room = await openRoom();
    const analyst = room.analyst({ model: 'qwen3:8b', baseUrl: server.url });
    expect(await analyst.analyze(spoken(WORDS), never())).toMatchObject({ headline: 'Замер в четверг' });
    expect(Object.keys(server.asked[0] ?? {}).sort()).toEqual(['messages', 'model', 'response_format']);
  });
});

describe('an answer that cannot be used', () => {
  const unusable: [string, Scripted, string][] = [
    ['truncated', truncated(), 'truncated'],
    ['refused', refusing('Не могу.'), 'refused'],
    ['filtered', filtered(), 'refused'],
    ['babble', saying('Конечно! Вот карточка:'), 'malformed'],
    ['empty', saying(''), 'malformed'],
    ['no choices', rewritten(() => ({ choices: [] })), 'malformed'],
    ['JSON of another shape', saying('{"summary":"замер"}'), 'malformed'],
    ['a word that is not in the schema', good({ colour: 'зелёный' }), 'malformed'],
  ];

  it.each(unusable)('is asked for once more: %s', async (_, scripted) => {
    await using room = await openRoom();
    room.world.openai.answer(PATH, [scripted, good()]);
    expect(await analyze(room)).toMatchObject({ headline: 'Замер в четверг' });
    expect(room.world.openai.chats).toHaveLength(2);
  });

  it.each(unusable)('and only once more: %s', async (_, scripted, none) => {
    await using room = await openRoom();
    room.world.openai.answer(PATH, [scripted, scripted, good()]);
    expect(await analyze(room)).toEqual({ none });
    expect(room.world.openai.chats).toHaveLength(2);
  });

  it('is told what was wrong with it', async () => {
    await using server = await ownServer(['{"gist":1}']);
    await using room = await openRoom();
    await room.analyst({ model: 'qwen3:8b', baseUrl: server.url }).analyze(spoken(WORDS), never());
    const messages = server.asked[1]?.messages as { role: string; content: string }[];
    expect(messages.map(({ role }) => role)).toEqual(['system', 'user', 'assistant', 'user']);
    expect(messages[2]?.content).toBe('{"gist":1}');
    expect(messages[3]?.content).toMatch(/нельзя использовать:.*gist/s);
  });

  it('in a fence is good as it is', async () => {
    await using room = await openRoom();
    room.world.openai.answer(PATH, [fenced()]);
    expect(await analyze(room)).toHaveProperty('headline');
    expect(room.world.openai.chats).toHaveLength(1);
  });

  it('whose second try fails on its way is completed later, the first not paid again', async () => {
    await using room = await openRoom();
    room.world.openai.answer(PATH, [truncated(), { kind: 'reset' }, good()]);
    expect(await troubleOf(analyze(room))).toMatchObject({ trouble: 'transient' });
    expect(await analyze(room)).toMatchObject({ headline: 'Замер в четверг' });
    expect(room.world.openai.chats).toHaveLength(2);
  });
});

describe('what is made of a good answer', () => {
  it('dates are built from what was said; parts that contradict each other are in doubt', async () => {
    await using room = await openRoom();
    const due = { ...DUE, said: 'в четверг, 26 ноября, в 15:30', day: 26, month: 11, weekday: 'thu', time: '15:30' };
    const wrong = { ...due, said: 'в среду, 26 ноября', weekday: 'wed' };
    const step = { who: null, what: 'позвонить', turns: [1], due };
    room.world.openai.answer(PATH, [good({ nextSteps: [step, { ...step, due: wrong }, { ...step, due: null }] })]);
    expect(await analyze(room)).toMatchObject({
      nextSteps: [
        { dueSaid: due.said, dueAt: '2026-11-26T12:30:00.000Z', dueAllDay: false, dueDoubtful: false },
        { dueSaid: wrong.said, dueAt: null, dueDoubtful: true },
        { dueSaid: null, dueAt: null, dueDoubtful: false },
      ],
    });
  });

  it('evidence that points nowhere, empty entries and what is too long go', async () => {
    await using room = await openRoom();
    const risks = [
      { what: 'Клиент уйдёт', turns: [2, 2, 3, -1, 0.5] },
      { what: '  ', turns: [0] },
    ];
    const headline = 'Очень долгий заголовок, '.repeat(9);
    room.world.openai.answer(PATH, [good({ risks, headline, doubts: ['', 'имя'], employeeVoice: 'B' })]);
    const analysis = await analyze(room);
    expect(analysis).toMatchObject({
      risks: [{ what: 'Клиент уйдёт', turns: [2] }],
      doubts: ['имя'],
      employeeChannel: 1,
      headline: expect.stringMatching(/^Очень долгий.{1,75}[^ ,]…$/),
    });
    expect('headline' in analysis && analysis.headline.length).toBeLessThanOrEqual(90);
  });
});

function analyze(room: Room) {
  return room.analyst().analyze(spoken(WORDS), never());
}
