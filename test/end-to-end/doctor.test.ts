import { access, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import type { Finding } from '../../src/domain/finding.js';
import { faults } from '../../src/simulators/openai/faults.js';
import { hang, status } from '../../src/simulators/script.js';
import type { WorldOptions } from '../../src/simulators/world.js';
import { startHttpProxy } from '../proxies/http-proxy.js';
import type { Place } from './program.js';
import { addSale, openScenery, type Scenery } from './scenery.js';

/** Models without a day of their end, so that these tests do not grow old. */
const LASTING = { AUDIOBOT_TRANSCRIPTION_MODEL: 'gpt-transcribe', AUDIOBOT_ANALYSIS_MODEL: 'gpt-6-luna' };
const SUPERGROUP = -1001234567890;
const DAY_MS = 24 * 60 * 60_000;

describe('doctor', () => {
  it('finds all well, and leaves everything as it was', async () => {
    await using scenery = await openScenery(LASTING);
    const { world, place } = scenery;
    addSale(world);
    const { code, stdout, stderr } = await place.run('doctor');
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout.split('\n').filter((line) => !/^ok |^ +→|^$/.test(line))).toEqual(['Всё в порядке.']);
    expect(stdout).toContain('numbers        за сутки 1 звонок, ваш номер +79843330712 в 1\n');
    expect(stdout).not.toContain('9161234567');
    await expect(access(join(place.folder, 'data'))).rejects.toThrow('ENOENT');
    expect(world.telegram.messages()).toEqual([]);
    expect(world.novofon.requests.filter(({ status }) => status === 200).map(({ path }) => path)).toEqual([
      '/v1/info/timezone/',
      '/v1/statistics/pbx/',
    ]);
    expect([world.openai.bought.length, world.openai.usd < 0.001]).toEqual([1, true]);
  });

  it('prints one JSON document, and spends nothing when told so', async () => {
    await using scenery = await openScenery(LASTING);
    const { world, place } = scenery;
    const { code, stdout } = await place.run('doctor', '--json', '--no-spend');
    const { ok, findings } = JSON.parse(stdout);
    expect([code, ok, world.openai.bought]).toEqual([0, true, []]);
    expect([...new Set(findings.map(({ part }: Finding) => part))]).toEqual([
      ...['config', 'node', 'database', 'disk', 'clock', 'novofon', 'timezone', 'numbers', 'transcription', 'analysis'],
      ...['money', 'telegram', 'webhook'],
    ]);
    expect(findings).toContainEqual({
      part: 'numbers',
      state: 'warn',
      text: 'за неделю в истории ни одного звонка',
      cure: expect.stringContaining('Позвоните на свой номер'),
    });
  });

  it('checks an account of Novofon 2.0, and a proxy that lets through', async () => {
    await using proxy = await startHttpProxy({ user: 'user', password: 'secret-word' });
    const address = `127.0.0.1:${proxy.port}`;
    const env = { ...LASTING, AUDIOBOT_TELEGRAM_PROXY: `http://user:secret-word@${address}` };
    await using scenery = await openScenery(env, {}, 'v2');
    scenery.world.novofonV2.addIncoming();
    const { code, findings, stdout } = await examined(scenery.place);
    expect(code).toBe(0);
    expect(findings).toContainEqual({ part: 'novofon', state: 'ok', text: 'API v2: ключ принят', cure: null });
    expect(findings).toContainEqual(expect.objectContaining({ part: 'numbers', state: 'ok' }));
    expect(findings).toContainEqual({
      part: 'proxy',
      state: 'ok',
      text: `${address} пропускает: telegram`,
      cure: null,
    });
    expect(stdout).not.toContain('secret-word');
  });

  it.each<Ailing>([
    {
      of: 'a wrong Novofon key, no money, a kicked bot, a folder that cannot be',
      env: { NOVOFON_API_SECRET: 'wrong-secret', AUDIOBOT_RECORDINGS_DIR: './note/recordings' },
      arrange: async ({ world, place }) => {
        world.openai.answerAlways('/v1/chat/completions', faults.quota());
        world.telegram.kick(world.chatId);
        await writeFile(join(place.folder, 'note'), '');
      },
      said: [
        ['novofon', 'fail', 'Novofon не принимает ключ', 'novofon.secret'],
        ['money', 'fail', 'на счёте нет денег или исчерпан лимит', 'Пополните счёт'],
        ['telegram', 'fail', 'чат -5007549435: бота исключили', 'Добавьте бота в группу снова.'],
        ['disk', 'fail', 'note это файл, а нужна папка', 'recordings.dir'],
      ],
      absent: ['numbers'],
    },
    {
      of: 'a wrong OpenAI key, a chat that is not there, calls of another number, a zone that is not the account’s',
      env: {
        OPENAI_API_KEY: 'sk-wrong-key-0123456789',
        AUDIOBOT_TELEGRAM_CHAT_ID: '-42',
        AUDIOBOT_NOVOFON_TIMEZONE: 'UTC+7',
      },
      arrange: ({ world }) => void world.novofon.addIncoming({ seconds: 9, number: '+78120000000' }),
      said: [
        ['analysis', 'fail', 'не принимает ключ', 'openai.apiKey'],
        ['transcription', 'fail', 'не принимает ключ', 'openai.apiKey'],
        ['telegram', 'fail', 'чат -42: такого чата нет или бота в нём нет', 'проверьте telegram.chatId'],
        ['numbers', 'warn', 'но +79843330712 в них нет; есть +78120000000 (1)', 'novofon.numbers'],
        ['timezone', 'fail', 'пояс кабинета Novofon UTC+3, а в настройках UTC+7', 'novofon.timezone: UTC+3'],
      ],
      absent: ['money'],
    },
    {
      of: 'a refused country, a group that moved, a dead proxy',
      env: { AUDIOBOT_NOVOFON_PROXY: 'http://user:secret-word@127.0.0.1:9' },
      arrange: ({ world }) => {
        world.openai.answerAlways('/v1/models/*', faults.region());
        world.telegram.upgrade(world.chatId, SUPERGROUP);
      },
      said: [
        ['analysis', 'fail', 'не обслуживает страну, из которой мы пришли', 'Задайте openai.proxy'],
        ['telegram', 'warn', `группа -5007549435 стала супергруппой ${SUPERGROUP}`, `telegram.chatId: ${SUPERGROUP}`],
        ['telegram', 'ok', 'супергруппа «Звонки»: бот может писать', ''],
        ['proxy', 'fail', '127.0.0.1:9 не принимает соединений', 'novofon.proxy'],
        ['novofon', 'fail', 'Novofon недоступен', 'прокси 127.0.0.1:9 (novofon.proxy)'],
      ],
    },
    {
      of: 'a model that is gone, one that ends soon, a newer base, a muted bot where alerts go',
      env: { AUDIOBOT_TELEGRAM_ALERT_CHAT_ID: '-77' },
      arrange: ({ world, place }) => {
        world.openai.retire('gpt-6-luna');
        world.openai.announceShutdown('gpt-transcribe', dayIn(30));
        world.telegram.chats.add(-77, { title: 'Тревоги', access: 'muted' });
        newerBase(join(place.folder, 'newer.db'));
        place.env.AUDIOBOT_DATABASE_PATH = './newer.db';
        place.env.AUDIOBOT_ANALYSIS_SUCCESSOR = 'gpt-6.1-terra';
      },
      said: [
        [
          'analysis',
          'fail',
          'модели gpt-6-luna больше нет, вместо неё работает gpt-6.1-terra',
          'analysis.model: gpt-6.1-terra',
        ],
        ['money', 'ok', 'пробный запрос к gpt-6.1-terra оплачен', ''],
        ['transcription', 'warn', 'модель gpt-transcribe отключат', 'transcription.model: имя другой модели'],
        ['database', 'fail', 'база от более новой версии audiobot', 'Обновите audiobot'],
        ['alerts', 'fail', '«Тревоги»: боту нельзя писать', 'Дайте боту право писать'],
        ['telegram', 'ok', 'группа «Звонки»: бот может писать', ''],
      ],
    },
    {
      of: 'keys that are not there, a server of one’s own with a model without a price, a key without effect',
      env: { OPENAI_API_KEY: '', TELEGRAM_BOT_TOKEN: '', NOVOFON_API_SECRET: '', AUDIOBOT_LOCALE: 'en' },
      arrange: ({ world, place }) => {
        place.env.AUDIOBOT_ANALYSIS_MODEL = 'qwen';
        place.env.AUDIOBOT_ANALYSIS_API_KEY = world.env().OPENAI_API_KEY ?? '';
        place.env.AUDIOBOT_ANALYSIS_BASE_URL = `${world.openai.url}/v1`;
        place.env.AUDIOBOT_OPENAI_BASE_URL = 'https://api.openai.com/v1';
        world.openai.answerAlways('/v1/models/*', status(404, {}, { detail: 'Not Found' }));
      },
      said: [
        ['transcription', 'fail', 'нет ключа', 'Задайте OPENAI_API_KEY или openai.apiKey в config.yaml.'],
        ['telegram', 'fail', 'нет токена бота', 'Задайте TELEGRAM_BOT_TOKEN'],
        ['novofon', 'fail', 'ключи заданы не все: нет novofon.secret', 'Задайте NOVOFON_API_SECRET'],
        ['analysis', 'ok', 'отвечает; есть ли в нём модель qwen, заранее не узнать', ''],
        ['analysis', 'warn', 'цена модели qwen не задана: стоимость будет неизвестна', 'prices: {qwen:'],
        ['money', 'fail', 'модели qwen нет или она недоступна этому ключу', 'analysis.model: gpt-6-luna'],
        ['config', 'warn', 'пока не действуют: locale', 'эта версия'],
      ],
      absent: ['numbers'],
    },
    {
      of: 'an address that Novofon 2.0 does not let in, and clocks that differ',
      generation: 'v2',
      options: { ipAllowed: false },
      arrange: ({ world }) => {
        const late = { date: new Date(Date.now() + 30 * 60_000).toUTCString() };
        for (const path of ['/v1', '']) world[path ? 'openai' : 'telegram'].answerAlways(path, status(200, late, ''));
      },
      said: [
        ['novofon', 'fail', 'Novofon не пускает с адреса', 'Правила безопасности → API'],
        ['clock', 'fail', 'часы отстают на 30 минут', 'timedatectl'],
      ],
    },
  ])('tells of $of', async ({ env, options, generation, arrange, said, absent }) => {
    await using scenery = await openScenery({ ...LASTING, ...env }, options, generation);
    await arrange(scenery);
    const { code, ok, findings, stdout } = await examined(scenery.place);
    expect([code, ok]).toEqual([1, false]);
    for (const [part, state, text, cure] of said) {
      const expected = { part, state, text: expect.stringContaining(text) };
      const advice = cure === '' ? null : expect.stringContaining(cure);
      expect(findings, stdout).toContainEqual({ ...expected, cure: advice });
    }
    for (const part of absent ?? []) expect(findings.map((each) => each.part)).not.toContain(part);
    for (const word of ['wrong-secret', 'sk-wrong', 'secret-word', 'AAsimulated']) expect(stdout).not.toContain(word);
  });

  it('does not wait for a server that hangs', async () => {
    await using scenery = await openScenery(LASTING);
    scenery.world.openai.answerAlways('/v1/models/*', hang());
    scenery.world.novofon.answerAlways('/v1/info/timezone/', hang());
    const { code, findings } = await examined(scenery.place);
    const silent = findings.filter(({ text }) => text.endsWith('не отвечает за 10 с')).map(({ part }) => part);
    expect([code, silent]).toEqual([1, ['novofon', 'transcription', 'analysis']]);
    expect(findings).toContainEqual(expect.objectContaining({ part: 'telegram', state: 'ok' }));
  });

  it('says what is wrong with a broken configuration, and checks nothing else', async () => {
    await using scenery = await openScenery();
    const { world, place } = scenery;
    await writeFile(join(place.folder, 'config.yaml'), 'poll:\n  lookback: soon\ntelegramm: {}\n');
    const { code, ok, findings } = await examined(place);
    expect([code, ok, findings.length, world.telegram.requests]).toEqual([2, false, 1, []]);
    expect(findings[0]).toMatchObject({
      part: 'config',
      state: 'fail',
      text: expect.stringMatching(/не читаются.*\nconfig\.yaml:2: poll\.lookback.*\nconfig\.yaml:3: telegramm/),
      cure: expect.stringContaining('config.example.yaml'),
    });
    const { stdout } = await place.run('doctor');
    expect(stdout).toMatch(/^fail config {2}настройки не читаются/);
  });
});

interface Ailing {
  of: string;
  env?: Record<string, string>;
  options?: WorldOptions;
  generation?: 'v2';
  arrange: (scenery: Scenery) => Promise<void> | void;
  said: [part: string, state: Finding['state'], text: string, cure: string][];
  absent?: string[];
}

async function examined(place: Place) {
  const { code, stdout, stderr } = await place.run('doctor', '--json');
  expect(stderr).toBe('');
  const { ok, findings }: { ok: boolean; findings: Finding[] } = JSON.parse(stdout);
  return { code, stdout, ok, findings };
}

function dayIn(days: number): string {
  return new Date(Date.now() + days * DAY_MS).toISOString().slice(0, 10);
}

function newerBase(file: string): void {
  const base = new Database(file);
  base.pragma('user_version = 999');
  base.close();
}
