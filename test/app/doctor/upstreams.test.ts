import { describe, expect, it } from 'vitest';
import { modelFinding } from '../../../src/app/doctor/models.js';
import { novofonWords } from '../../../src/app/doctor/novofon-words.js';
import { numberFindings } from '../../../src/app/doctor/numbers.js';
import { proxyFindings } from '../../../src/app/doctor/proxies.js';
import { botFinding, chatFindings } from '../../../src/app/doctor/telegram.js';
import { fail, ok } from '../../../src/domain/finding.js';
import { UpstreamError } from '../../../src/domain/trouble.js';
import { refusedError } from '../../../src/upstreams/novofon/v2/refused.js';
import type { Chat } from '../../../src/upstreams/telegram/checkup.js';

const OURS = '+79843330712';
const OTHER = '+78120000000';

describe('numbers', () => {
  const lines = { numbers: [OURS], extensions: [] as string[] };
  const both = [
    { number: OTHER, calls: 20 },
    { number: OURS, calls: 12 },
  ];

  it.each([
    [
      'ours',
      { calls: 37, numbers: [{ number: OURS, calls: 12 }] },
      lines,
      ['ok за сутки 37 звонков, ваш номер +79843330712 в 12'],
    ],
    ['no calls', { calls: 0, numbers: [] }, lines, ['warn за сутки в истории ни одного звонка']],
    [
      'another',
      { calls: 3, numbers: [{ number: OTHER, calls: 3 }] },
      lines,
      ['warn за сутки 3 звонка, но +79843330712 в них нет; есть +78120000000 (3)'],
    ],
    [
      'several, and no extensions',
      { calls: 32, numbers: both },
      lines,
      [
        'ok за сутки 32 звонка, ваш номер +79843330712 в 12',
        'warn номеров в кабинете несколько, а исходящие бывают видны только по добавочному',
      ],
    ],
    [
      'several, and extensions',
      { calls: 32, numbers: both },
      { ...lines, extensions: ['100'] },
      ['ok за сутки 32 звонка, ваш номер +79843330712 в 12'],
    ],
    [
      'any',
      { calls: 21, numbers: [{ number: OTHER, calls: 20 }] },
      { numbers: [], extensions: [] },
      ['ok за сутки 21 звонок, берём все: +78120000000 (20)'],
    ],
    [
      'only extensions',
      { calls: 2, numbers: [] },
      lines,
      ['ok за сутки 2 звонка; наша сторона видна только добавочным, берём по нему'],
    ],
  ])('%s', (_, census, given, said) => {
    const findings = numberFindings('за сутки', census, given);
    expect(findings.map(({ state, text }) => `${state} ${text}`)).toEqual(said);
  });
});

describe("Novofon's refusals", () => {
  const refused = (mnemonic: string, words: string[] = []) =>
    refusedError({ kind: 'refusal', mnemonic, words, limits: {} });
  const ours = (trouble: 'unauthorized' | 'transient' | 'rejected', message: string) =>
    new UpstreamError('novofon', trouble, message);

  it.each<[string, unknown, string | null, string, string]>([
    [
      'v1 key',
      ours('unauthorized', 'Novofon refuses our key (novofon.key, novofon.secret)'),
      null,
      'Novofon не принимает ключ',
      'novofon.secret',
    ],
    ['v2 key', refused('access_token_invalid'), null, 'Novofon не принимает ключ', 'novofon.token'],
    ['expired', refused('access_token_expired'), null, 'срок ключа Novofon вышел', 'novofon.token'],
    ['blocked', refused('access_token_blocked'), null, 'ключ Novofon заблокирован', 'novofon.token'],
    [
      'address',
      refused('ip_not_whitelisted', ['203.0.113.7']),
      null,
      'Novofon не пускает с адреса 203.0.113.7',
      'добавьте 203.0.113.7.',
    ],
    ['address unknown', refused('ip_not_whitelisted'), null, 'Novofon не пускает с адреса этой машины', 'внешний IP'],
    ['rights', refused('forbidden'), null, 'пользователю ключа это не разрешено', 'права'],
    ['tariff', refused('method_component_disabled'), null, 'в тарифе Novofon нет нужной услуги', 'Подключите'],
    ['account', refused('account_inactive'), null, 'кабинет Novofon отключён', 'Пополните'],
    ['limit', refused('limit_exceeded'), null, 'Novofon просит реже спрашивать', 'через минуту'],
    ['our fault', refused('method_not_found'), null, 'по этому адресу нет нужного API Novofon', 'novofon.baseUrl'],
    [
      'proxy login',
      ours('unauthorized', 'the proxy refuses our login (novofon.proxy)'),
      'p:1',
      'прокси не принимает имя или пароль',
      'novofon.proxy',
    ],
    [
      'no line',
      ours('transient', 'no line to Novofon (novofon.proxy): refused'),
      'p:1',
      'Novofon недоступен',
      'прокси p:1 (novofon.proxy)',
    ],
    ['no network', ours('transient', 'Novofon cannot be reached (ENOTFOUND)'), null, 'Novofon недоступен', 'сеть'],
    ['its failure', ours('transient', 'Novofon answers 502'), null, 'Novofon отвечает ошибкой', 'позже'],
  ])('%s', (_, error, proxy, text, cure) => {
    expect(novofonWords(error, proxy)).toEqual({ text, cure: expect.stringContaining(cure) });
  });

  it('leave alone what is not theirs', () => {
    expect(novofonWords(new Error('bug'), null)).toBeNull();
    expect(novofonWords(new UpstreamError('disk', 'transient', 'full'), null)).toBeNull();
  });
});

describe('a model', () => {
  const now = new Date('2026-11-23T10:00:00Z');
  const keys = { model: 'analysis.model', apiKey: '', baseUrl: '', proxy: '' };
  const names = { model: 'gpt-4o', host: 'api.openai.com', keys, successor: 'gpt-6-luna' };

  it.each<[string, boolean, string | null, string | null, string, string, string | null]>([
    ['lasting', true, null, 'gpt-6-luna', 'ok', 'api.openai.com: ключ принят, модель gpt-4o есть', null],
    [
      'far',
      true,
      '2027-02-26',
      'gpt-6-luna',
      'ok',
      'api.openai.com: ключ принят, модель gpt-4o есть до 26.02.2027',
      null,
    ],
    [
      'near',
      true,
      '2027-01-14',
      'gpt-6-luna',
      'warn',
      'модель gpt-4o отключат 14.01.2027, через 52 дня; дальше возьмётся gpt-6-luna',
      'Запишите analysis.model: gpt-6-luna.',
    ],
    [
      'near, without a successor',
      true,
      '2026-11-24',
      null,
      'warn',
      'модель gpt-4o отключат 24.11.2026, через 1 день',
      'Запишите analysis.model: имя другой модели.',
    ],
    [
      'past',
      true,
      '2026-11-23',
      'gpt-6-luna',
      'fail',
      'срок модели gpt-4o вышел 23.11.2026, её отключают; дальше возьмётся gpt-6-luna',
      'Запишите analysis.model: gpt-6-luna.',
    ],
    [
      'unknown',
      false,
      null,
      'gpt-6-luna',
      'ok',
      'api.openai.com отвечает; есть ли в нём модель gpt-4o, заранее не узнать',
      null,
    ],
  ])('%s', (_, isKnown, shutdownDate, successor, state, text, cure) => {
    const finding = modelFinding('analysis', { ...names, successor }, { isKnown, shutdownDate }, now);
    expect(finding).toEqual({ part: 'analysis', state, text, cure });
  });
});

describe('a chat', () => {
  const chat: Chat = { title: 'Звонки', kind: 'supergroup', isForum: false, movedTo: null, barrier: null };
  const forum = { ...chat, isForum: true };
  const target = { part: 'telegram', key: 'telegram.chatId', chatId: -1001, threadId: null as number | null };

  it.each<[string, Chat, Partial<typeof target>, number, string[]]>([
    ['open', chat, {}, -1001, ['ok супергруппа «Звонки»: бот может писать']],
    ['a forum', forum, { threadId: 7 }, -1001, ['ok форум «Звонки»: бот может писать']],
    [
      'a topic where there are none',
      chat,
      { threadId: 7 },
      -1001,
      ['warn супергруппа «Звонки»: тем нет, а telegram.threadId задан, карточки пойдут в общую ленту'],
    ],
    [
      'a topic that is not there',
      { ...forum, barrier: 'no-topic' },
      { threadId: 7 },
      -1001,
      ['warn форум «Звонки»: темы 7 нет, карточки пойдут в общую ленту'],
    ],
    [
      'moved',
      chat,
      { chatId: -5 },
      -1001,
      [
        'warn группа -5 стала супергруппой -1001 → Запишите telegram.chatId: -1001.',
        'ok супергруппа «Звонки»: бот может писать',
      ],
    ],
    [
      'unknown',
      { ...chat, title: null, kind: null, barrier: 'not-found' },
      { threadId: 7 },
      -1001,
      ['fail чат -1001: такого чата нет или бота в нём нет → Добавьте бота в группу и проверьте telegram.chatId.'],
    ],
    [
      'muted',
      { ...chat, barrier: 'muted' },
      {},
      -1001,
      ['fail супергруппа «Звонки»: боту нельзя писать → Дайте боту право писать или сделайте его администратором.'],
    ],
  ])('%s', (_, found, given, id, said) => {
    const findings = chatFindings({ ...target, ...given }, found, id);
    const lines = findings.map(({ state, text, cure }) => `${state} ${text}${cure ? ` → ${cure}` : ''}`);
    expect(lines.map((line, index) => (said[index]?.includes('→') ? line : line.split(' → ')[0]))).toEqual(said);
  });

  it('whose bot is slow', () => {
    expect(botFinding({ name: 'a_bot', tookMs: 120.4 })).toMatchObject({
      state: 'ok',
      text: 'бот @a_bot отвечает за 120 мс',
    });
    expect(botFinding({ name: 'a_bot', tookMs: 4_200 })).toMatchObject({
      state: 'warn',
      text: 'бот @a_bot отвечает за 4 с',
      cure: expect.stringContaining('telegram.proxy'),
    });
  });
});

describe('a proxy', () => {
  const way = { proxy: 'http://u:secret@p:1', keys: ['openai.proxy'], parts: ['transcription', 'analysis'] };

  it.each([
    ['lets through', 'p:1', true, [ok('analysis', '')], 'ok', 'p:1 пропускает: transcription, analysis'],
    ['is down', 'p:1', false, [], 'fail', 'p:1 не принимает соединений'],
    [
      'is up and of no use',
      'p:1',
      true,
      [fail('analysis', '', null)],
      'warn',
      'p:1 соединяет, но не прошли проверки: analysis',
    ],
    ['cannot be read', null, false, [], 'fail', 'openai.proxy: адрес не читается'],
  ])('%s', (_, address, isUp, findings, state, text) => {
    const [finding] = proxyFindings([{ ...way, address, isUp }], findings);
    expect(finding).toMatchObject({ part: 'proxy', state, text });
    expect(JSON.stringify(finding)).not.toContain('secret');
  });
});
