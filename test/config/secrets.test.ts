import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { requireSecrets, type SecretName } from '../../src/config/require-secrets.js';
import { maskedYaml, maskSecrets, secretsOf } from '../../src/config/secrets.js';
import { faultsOf, load, loadYaml } from './workplace.js';

const SECRET = `
novofon: {key: nk-1, secret: ns-2, token: nt-3, proxy: "http://user:p%40ss@proxy:3128"}
openai: {apiKey: sk-4, proxy: "socks5://user:odd@word@proxy:1080"}
telegram: {botToken: "5:tg"}
server: {webhookSecret: hook-6}
employees: {key: Анна}
`;

describe('the printed configuration', () => {
  it('shows no secret and no password', () => {
    const { config } = loadYaml(SECRET);
    const printed = maskedYaml(config);
    for (const secret of ['nk-1', 'ns-2', 'nt-3', 'sk-4', '5:tg', 'hook-6', 'p%40ss', 'odd', 'word']) {
      expect(printed).not.toContain(secret);
    }
    expect(maskSecrets(config)).toMatchObject({
      novofon: { key: '***', secret: '***', token: '***', proxy: 'http://user:***@proxy:3128' },
      openai: { apiKey: '***', proxy: 'socks5://user:***@proxy:1080' },
      transcription: { apiKey: '***', proxy: 'socks5://user:***@proxy:1080' },
      telegram: { botToken: '***' },
      server: { webhookSecret: '***' },
    });
  });

  it('keeps everything else as one would write it', () => {
    const { config } = loadYaml(SECRET);
    const printed: unknown = parse(maskedYaml(config));
    expect(printed).toEqual(maskSecrets(config));
    expect(printed).toMatchObject({
      employees: { key: 'Анна' },
      poll: { lookback: '6h' },
      telegram: { limits: { gap: '1100ms' }, chatId: -5007549435 },
      analysis: { apiKey: '***' },
      database: { url: null },
    });
  });

  it('leaves empty secrets empty', () => {
    expect(maskSecrets(load().config)).toMatchObject({ telegram: { botToken: null }, openai: { apiKey: null } });
  });
});

describe('a secret that was written where no secret goes', () => {
  const TOKEN = '7000000001:AAsimulated-0123456789';
  const LONG = `sk-proj "quoted" ${'x'.repeat(150)}`;

  it.each<[string, string, Record<string, string>]>([
    // biome-ignore lint/suspicious/noTemplateCurlyInString: it is what users write
    ['a number', 'telegram: {chatId: "${TELEGRAM_BOT_TOKEN}"}', {}],
    [
      'a duration in a file with secrets of its own',
      `{telegram: {botToken: "${TOKEN}"}, poll: {minTalk: "${TOKEN}"}}`,
      {},
    ],
    ['a variable', '', { AUDIOBOT_SERVER_PORT: TOKEN }],
    ['a long one', '', { AUDIOBOT_SERVER_PORT: LONG, OPENAI_API_KEY: LONG }],
    ['the name of its file', '', { NOVOFON_API_SECRET_FILE: '0123456789abcdef0123' }],
  ])('is not repeated in a fault: %s', (_, yaml, env) => {
    const faults = faultsOf(() => loadYaml(yaml, { TELEGRAM_BOT_TOKEN: TOKEN, ...env })).join();
    expect(faults).not.toMatch(/AAsimulated|sk-proj|0123456789|xxxx/);
  });

  it('is not printed', () => {
    const { config } = loadYaml(`{telegram: {botToken: "${TOKEN}"}, analysis: {model: "gpt of ${TOKEN}"}}`);
    expect(maskedYaml(config)).not.toContain('AAsimulated');
    expect(maskSecrets(config)).toMatchObject({ analysis: { model: 'gpt of ***' } });
  });
});

describe('secretsOf', () => {
  it('lists every secret once, passwords also as they are decoded, and with their names', () => {
    expect(secretsOf(loadYaml(SECRET).config).sort()).toEqual(
      [
        '5:tg',
        'hook-6',
        'nk-1',
        'ns-2',
        'nt-3',
        'odd@word',
        'p%40ss',
        'p@ss',
        'sk-4',
        'user:odd@word',
        'user:p@ss',
      ].sort(),
    );
  });

  it('is empty where nothing is set', () => {
    expect(secretsOf(load().config)).toEqual([]);
  });
});

describe('requireSecrets', () => {
  const all: SecretName[] = [
    'novofon.key',
    'novofon.secret',
    'transcription.apiKey',
    'analysis.apiKey',
    'telegram.botToken',
  ];

  it('names the command, the keys, their variables and the file', () => {
    expect(faultsOf(() => requireSecrets(load(), 'serve', all))).toEqual([
      'serve needs novofon.key: set NOVOFON_API_KEY or novofon.key in config.yaml',
      'serve needs novofon.secret: set NOVOFON_API_SECRET or novofon.secret in config.yaml',
      'serve needs openai.apiKey: set OPENAI_API_KEY or openai.apiKey in config.yaml',
      'serve needs telegram.botToken: set TELEGRAM_BOT_TOKEN or telegram.botToken in config.yaml',
    ]);
  });

  it('names the variable and the file that the user chose', () => {
    const files = { 'bot.yaml': `telegram:\n  botToken: \${MY_TOKEN}\nopenai:\n  apiKey:\n` };
    const loaded = load(files, {}, { file: 'bot.yaml' });
    expect(faultsOf(() => requireSecrets(loaded, 'poll', ['telegram.botToken', 'openai.apiKey']))).toEqual([
      'poll needs telegram.botToken: set MY_TOKEN or telegram.botToken in bot.yaml',
      'poll needs openai.apiKey: set AUDIOBOT_OPENAI_API_KEY or openai.apiKey in bot.yaml',
    ]);
  });

  it.each([
    ['everything is set', SECRET, all],
    ['no secret is needed', '', []],
    [
      'the server is one of your own',
      'openai: {baseUrl: "http://localhost:8000/v1"}',
      ['openai.apiKey', 'analysis.apiKey'],
    ],
    ['the speech has its own key', 'transcription: {apiKey: own}', ['transcription.apiKey']],
  ] satisfies [string, string, SecretName[]][])('is content where %s', (_, yaml, names) => {
    expect(requireSecrets(loadYaml(yaml), 'serve', names)).toBeUndefined();
  });

  it('asks for the key that OpenAI wants, though the speech has a server of its own', () => {
    const loaded = loadYaml('transcription: {baseUrl: "http://localhost:8000/v1"}');
    expect(requireSecrets(loaded, 'poll', ['transcription.apiKey'])).toBeUndefined();
    expect(faultsOf(() => requireSecrets(loaded, 'poll', ['analysis.apiKey']))).toHaveLength(1);
  });
});
