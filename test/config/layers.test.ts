import { describe, expect, it } from 'vitest';
import { loadConfig } from '../../src/config/load.js';
import { faultsOf, load, loadYaml, workplace } from './workplace.js';

describe('layers', () => {
  const files = { 'config.yaml': 'poll: {minTalk: 4s}\n', '.env': 'AUDIOBOT_POLL_MIN_TALK=5s\n' };
  const env = { AUDIOBOT_POLL_MIN_TALK: '6s' };

  it.each([
    ['defaults', {}, {}, {}, 3_000],
    ['file over defaults', { 'config.yaml': files['config.yaml'] }, {}, {}, 4_000],
    ['.env over file', files, {}, {}, 5_000],
    ['environment over .env', files, env, {}, 6_000],
    ['command line over environment', files, env, { 'poll.minTalk': '7s' }, 7_000],
  ])('%s', (_, files, env, overrides, expected) => {
    expect(load(files, env, { overrides }).config.poll.minTalk).toBe(expected);
  });

  it('keep what a section of the file does not mention', () => {
    const { config } = loadYaml('telegram:\n  limits:\n    gap: 2s\npoll:\n');
    expect(config.telegram.limits).toEqual({ gap: 2_000, perChatMinute: 18 });
    expect(config.poll.lookback).toBe(21_600_000);
  });

  it('add prices to the known ones, and replace the price of a model whole', () => {
    const { prices } = loadYaml('prices:\n  mine: {minute: 0}\n  gpt-4o: {minute: 1}\n').config;
    expect(prices.mine).toEqual({ minute: 0 });
    expect(prices['gpt-4o']).toEqual({ minute: 1 });
    expect(prices['whisper-1']).toEqual({ minute: 0.006 });
  });

  it('replace lists', () => {
    expect(loadYaml('novofon: {numbers: []}').config.novofon.numbers).toEqual([]);
  });
});

describe('the file', () => {
  it('of -c is read relative to the working folder, and named as source', () => {
    const cwd = workplace({ 'etc/bot.yaml': 'locale: en', 'config.yaml': 'locale: de' });
    const { config, source } = loadConfig({ cwd, env: {}, file: 'etc/bot.yaml' });
    expect([config.locale, source]).toEqual(['en', 'etc/bot.yaml']);
  });

  it('of -c has to be there', () => {
    expect(faultsOf(() => load({}, {}, { file: 'bot.yaml' }))).toEqual([
      'bot.yaml: the file cannot be read: there is no such file',
    ]);
  });

  it('may not be a folder', () => {
    expect(faultsOf(() => load({ 'config.yaml/x': '' }))).toEqual([
      'config.yaml: the file cannot be read: it is a folder',
    ]);
  });

  it.each(['', '# nothing\n', '---\n'])('may be empty: %j', (text) => {
    expect(loadYaml(text).config).toEqual(load().config);
  });

  it('gives numbers, extensions and names as they are written', () => {
    const { config } = loadYaml('novofon: {numbers: [+79161234567], extensions: [007, 100]}\nemployees: {100: Анна}');
    expect(config.novofon.numbers).toEqual(['+79161234567']);
    expect(config.novofon.extensions).toEqual(['007', '100']);
    expect(config.employees).toEqual({ '100': 'Анна' });
  });

  it('may use anchors', () => {
    const { config } = loadYaml('poll: {lookback: &time 2h, firstLookback: *time}');
    expect(config.poll.firstLookback).toBe(7_200_000);
  });
});

describe('the environment', () => {
  it('alone is enough', () => {
    const { config } = load(
      {},
      {
        TELEGRAM_BOT_TOKEN: '1:abc',
        OPENAI_API_KEY: 'sk-1',
        NOVOFON_API_KEY: 'key',
        NOVOFON_API_SECRET: 'secret',
        PORT: '10000',
        AUDIOBOT_OPENAI_PROXY: 'socks5://u:p@proxy:1080',
        AUDIOBOT_TELEGRAM_CHAT_ID: '-100123',
      },
    );
    expect(config.telegram).toMatchObject({ botToken: '1:abc', chatId: -100123, alertChatId: -100123 });
    expect(config.openai).toMatchObject({ apiKey: 'sk-1', proxy: 'socks5://u:p@proxy:1080' });
    expect(config.novofon).toMatchObject({ key: 'key', secret: 'secret', api: 'v1' });
    expect(config.server.port).toBe(10000);
  });

  it.each([
    ['NOVOFON_NUMBERS', '+79161234567, +79161234568', 'numbers', ['+79161234567', '+79161234568']],
    ['NOVOFON_NUMBERS', '["+79161234567"]', 'numbers', ['+79161234567']],
    ['NOVOFON_NUMBERS', '- +79161234567\n- +79161234568', 'numbers', ['+79161234567', '+79161234568']],
    ['NOVOFON_NUMBERS', '[]', 'numbers', []],
    ['NOVOFON_NUMBERS', '', 'numbers', []],
    ['NOVOFON_LIMITS', '{all: 50}', 'limits', { statistics: 3, all: 50 }],
    ['NOVOFON', '{limits: {all: 50}}', 'limits', { statistics: 3, all: 50 }],
    ['NOVOFON_PROXY', '', 'proxy', null],
    ['NOVOFON_API', ' v2 ', 'api', 'v2'],
  ])('AUDIOBOT_%s=%s', (name, text, key, expected) => {
    expect(load({}, { [`AUDIOBOT_${name}`]: text }).config.novofon).toHaveProperty(key, expected);
  });

  it('gives mappings as YAML', () => {
    const { config } = load(
      {},
      {
        AUDIOBOT_EMPLOYEES: '100: Анна\n101: Пётр',
        AUDIOBOT_RECORDINGS_CHANNELS: '{in: [client, employee], out: [employee, client]}',
        AUDIOBOT_PRICES: '{own: {minute: 0}}',
        AUDIOBOT_WORKING_HOURS: '{days: "sat, sun", to: 24:00}',
      },
    );
    expect(config.employees).toEqual({ '100': 'Анна', '101': 'Пётр' });
    expect(config.recordings.channels).toEqual({ in: ['client', 'employee'], out: ['employee', 'client'] });
    expect(config.prices).toMatchObject({ own: { minute: 0 }, 'gpt-4o': { input: 2.5 } });
    expect(config.workingHours).toEqual({ days: ['sat', 'sun'], from: '09:00', to: '24:00' });
  });

  it('lets a key win over its section', () => {
    const env = { AUDIOBOT_NOVOFON_LIMITS_ALL: '40', AUDIOBOT_NOVOFON_LIMITS: '{statistics: 2, all: 50}' };
    expect(load({}, env).config.novofon.limits).toEqual({ statistics: 2, all: 40 });
  });

  it('ignores what container platforms add', () => {
    const env = {
      AUDIOBOT_SERVICE_HOST: '10.0.0.7',
      AUDIOBOT_SERVICE_PORT: '8080',
      AUDIOBOT_SERVICE_PORT_HTTP: '8080',
      AUDIOBOT_PORT: 'tcp://10.0.0.7:8080',
      AUDIOBOT_PORT_8080_TCP_ADDR: '10.0.0.7',
    };
    expect(load({}, env).config).toEqual(load().config);
  });
});

describe('.env', () => {
  it('feeds references and AUDIOBOT_ variables, below the real environment', () => {
    const dotEnv = 'TELEGRAM_BOT_TOKEN="1:a#b"\nOPENAI_API_KEY=from-env-file\nAUDIOBOT_LOCALE=en # comment\n';
    const { config } = load({ '.env': dotEnv }, { OPENAI_API_KEY: 'real' });
    expect(config.telegram.botToken).toBe('1:a#b');
    expect(config.openai.apiKey).toBe('real');
    expect(config.locale).toBe('en');
  });

  it('may be a folder of something else', () => {
    expect(load({ '.env/bin/python': '' }).source).toBe('defaults');
  });
});
