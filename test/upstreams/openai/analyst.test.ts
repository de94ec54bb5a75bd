import { describe, expect, it } from 'vitest';
import { loadPreset } from '../../../src/config/preset/load.js';
import { fenced, filtered, refusing, saying, truncated } from '../../../src/simulators/openai/tampered.js';
import { rewritten, type Scripted } from '../../../src/simulators/script.js';
import { answer, DUE, ownServer, PROOF } from './answer.js';
import { never, type Options, openRoom, type Room, spoken, troubleOf } from './room.js';

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
    const step = { ...PROOF, by: null, who: null, what: 'позвонить', due };
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
      { ...PROOF, what: 'Клиент уйдёт', turns: [1, 1, 3, -1, 0.5] },
      { ...PROOF, what: '  ' },
    ];
    const headline = { ...PROOF, text: 'Очень долгий заголовок, '.repeat(9) };
    room.world.openai.answer(PATH, [good({ risks, headline, doubts: ['', 'имя'] })]);
    const analysis = await analyze(room);
    expect(analysis).toMatchObject({
      risks: [{ what: 'Клиент уйдёт', turns: [1], standing: 'confirmed' }],
      doubts: ['имя'],
      headline: expect.stringMatching(/^Очень долгий.{1,75}[^ ,]…$/),
    });
    expect('headline' in analysis && analysis.headline.length).toBeLessThanOrEqual(90);
  });
});

describe('who is the employee', () => {
  const turns = [{ channel: 1 as const }, { channel: 0 as const }, { channel: 0 as const }];
  const voice = (voiced: 'A' | 'B', quote: string, named: number[]) => ({
    employeeVoice: { quote, turns: named, voice: voiced },
  });

  it.each<[string, object, 0 | 1 | null]>([
    ['the voice whose words prove it', voice('B', 'Компания Уют, добрый день', [0]), 1],
    ['nobody where the words are of the other voice', voice('A', 'Компания Уют, добрый день', [0]), null],
    ['nobody where both may have said them', voice('B', 'добрый день', [0]), null],
    ['nobody where nobody said them', voice('B', 'слушаю вас внимательно', [0]), null],
    ['nobody where the model does not know', { employeeVoice: null }, null],
  ])('is %s', async (_, changes, channel) => {
    await using room = await openRoom();
    room.world.openai.answer(PATH, [good(changes)]);
    const analysis = await room.analyst().analyze(spoken(WORDS, { turns }), never());
    expect(analysis).toMatchObject({ employeeChannel: channel });
  });

  it('is told turn by turn on a line for both, and a promise must be in the words of who made it', async () => {
    await using room = await openRoom();
    const speakers = [
      { from: 1, speaker: 'client' },
      { from: 0, speaker: 'employee' },
      { from: 99, speaker: 'client' },
    ];
    const step = { ...PROOF, who: null, what: 'прислать замерщика', due: null };
    const nextSteps = [
      { ...step, by: 'client' },
      { ...step, by: 'employee' },
    ];
    room.world.openai.answer(PATH, [good({ speakers, nextSteps })]);
    expect(await analyze(room)).toMatchObject({
      voices: [
        { from: 0, speaker: 'employee' },
        { from: 1, speaker: 'client' },
      ],
      nextSteps: [{ standing: 'confirmed' }, { standing: 'unconfirmed' }],
    });
  });
});

describe('a preset', () => {
  it('asks its own questions, in its own words, and its answers are in the analysis', async () => {
    const preset = loadPreset('real-estate');
    const own = {
      fields: {
        ...Object.fromEntries(preset.fields.map(({ name, type }) => [name, type === 'list' ? [] : null])),
        lead: { ...PROOF, reason: 'есть покупатель', value: 'hot' },
      },
      checks: Object.fromEntries(preset.checklist.map(({ name }) => [name, { ...PROOF, result: 'fail' }])),
    };
    await using server = await ownServer([JSON.stringify(answer(own))]);
    await using room = await openRoom();
    const analysis = await room.analyst({ preset, baseUrl: server.url }).analyze(spoken(WORDS), never());
    expect(analysis).toMatchObject({
      own: [{ name: 'lead', value: 'hot', shown: 'горячий', reason: 'есть покупатель', standing: 'confirmed' }],
      checks: expect.arrayContaining([expect.objectContaining({ name: 'next', result: 'fail', cap: 60 })]),
      score: 0,
      versions: { preset: 'real-estate', presetVersion: preset.version },
    });
    const asked = JSON.stringify(server.asked);
    expect(asked).toContain('Собеседника называй «агентство», нашу сторону «мы»');
    expect(asked).toContain('Какую комиссию назвали');
  });

  it('makes another question of it: what was bought for the last one is not used', async () => {
    await using room = await openRoom();
    for (const name of ['general', 'service', 'general']) {
      await room.analyst({ preset: loadPreset(name) }).analyze(spoken(WORDS), never());
    }
    expect(room.world.openai.chats).toHaveLength(2);
  });

  it('and instructions of one’s own leave their mark in the versions', async () => {
    await using room = await openRoom();
    const versions = async (options: Options) => {
      const analysis = await room.analyst(options).analyze(spoken(WORDS), never());
      return 'versions' in analysis ? analysis.versions : null;
    };
    const [usual, other] = [await versions({}), await versions({ rules: 'Отвечай коротко.' })];
    expect(usual).toMatchObject({ preset: 'general', prompt: expect.stringMatching(/^\w{8}$/) });
    expect(other).toEqual({ ...usual, prompt: expect.not.stringMatching(usual?.prompt ?? '') });
  });
});

describe('a call of hours', () => {
  const words = Array.from({ length: 220 }, (_, at) => `Реплика номер ${at}:${' обычные слова'.repeat(8)}`);
  const quote = (at: number) => ({ quote: `Реплика номер ${at}`, turns: [at] });
  const remark = (at: number) => ({ ...quote(at), what: `риск ${at}` });

  it('is read part by part, no line of it cut, and the parts are joined', async () => {
    const speakers = (from: number) => [{ from, speaker: 'client' }];
    const answers = [
      answer({ risks: [remark(3)], speakers: speakers(0) }),
      answer({ risks: [remark(200)], speakers: speakers(150) }),
      answer({ risks: [remark(3), remark(200)], headline: { ...quote(200), text: 'Итог' } }),
    ];
    await using server = await ownServer(answers.map((each) => JSON.stringify(each)));
    await using room = await openRoom();
    const analysis = await room.analyst({ baseUrl: server.url }).analyze(spoken(words), never());
    expect(analysis).toMatchObject({
      headline: 'Итог',
      risks: [
        { turns: [3], standing: 'confirmed' },
        { turns: [200], standing: 'confirmed' },
      ],
      voices: [
        { from: 0, speaker: 'client' },
        { from: 150, speaker: 'client' },
      ],
    });
    const asked = server.asked.map(({ messages }) => (messages as { content: string }[])[1]?.content ?? '');
    expect(asked).toHaveLength(3);
    const lines = asked.slice(0, 2).flatMap((content) => content.match(/^\[\d+\] .*$/gm) ?? []);
    expect(lines).toEqual(words.map((text, at) => `[${at}] ${text}`));
    expect(asked[2]).toMatch(/<part n="1">\n\{.*риск 3.*\n<\/part>\n<part n="2">\n\{.*риск 200/);
  });

  it('is not paid twice for the parts that were read before it was stopped', async () => {
    await using room = await openRoom();
    room.world.openai.answer(PATH, [good(), { kind: 'reset' }]);
    expect(await troubleOf(room.analyst().analyze(spoken(words), never()))).toMatchObject({ trouble: 'transient' });
    await room.analyst().analyze(spoken(words), never());
    expect(room.world.openai.chats).toHaveLength(3);
  });

  it('is read in smaller parts by a server of one’s own', async () => {
    await using server = await ownServer();
    await using room = await openRoom();
    await room.analyst({ model: 'qwen3:8b', baseUrl: server.url }).analyze(spoken(words), never());
    const longest = Math.max(...server.asked.map(({ messages }) => JSON.stringify(messages).length));
    expect(longest).toBeLessThan(20_000);
    expect(server.asked.length).toBeGreaterThan(2);
  });

  it('is read in larger parts where the voices are told apart: then nobody has to say who speaks', async () => {
    await using room = await openRoom();
    const turns = words.map((_, at) => ({ channel: at % 2 === 0 ? (0 as const) : (1 as const) }));
    await room.analyst().analyze(spoken(words, { turns }), never());
    expect(room.world.openai.chats).toHaveLength(1);
  });
});

function analyze(room: Room) {
  return room.analyst().analyze(spoken(WORDS), never());
}
