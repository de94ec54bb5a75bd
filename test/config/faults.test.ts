import { describe, expect, it } from 'vitest';
import { faultsOf, load, loadYaml } from './workplace.js';

describe('a value that is wrong', () => {
  it.each([
    ['poll: {lookback: six hours}', 'poll.lookback: "six hours" is not a duration, write one such as 1100ms'],
    ['poll: {lookback: 6}', 'poll.lookback: "6" is not a duration'],
    ['pipeline: {lease: 0}', 'pipeline.lease: "0" is not a duration above zero'],
    ['pipeline: {lease: 2h}', 'pipeline.lease: "2h" is not a duration above zero and up to 1h'],
    ['poll: {schedule: every minute}', 'poll.schedule: "every minute" is not a cron expression'],
    ["digest: {schedule: '* * * *'}", 'digest.schedule: "* * * *" is not a cron expression'],
    ['timezone: Moscow', 'timezone: "Moscow" is not a time zone, write Europe/Moscow or UTC+3'],
    ['timezone: auto', 'timezone: "auto" is not a time zone'],
    ['novofon: {timezone: MSK}', 'novofon.timezone: "MSK" is not a time zone'],
    ['openai: {baseUrl: api.openai.com/v1}', 'openai.baseUrl: this is not a web address'],
    ['openai: {baseUrl: "ftp://host"}', 'openai.baseUrl: this is not a web address'],
    ['openai: {proxy: "socks4://h:1"}', 'openai.proxy: this is not the address of a proxy, write http://host:port'],
    ['telegram: {proxy: "host:3128"}', 'telegram.proxy: this is not the address of a proxy'],
    ['novofon: {numbers: [79843330712]}', 'novofon.numbers[0]: "79843330712" is not a full phone number'],
    ['novofon: {numbers: {a: b}}', 'novofon.numbers: cannot be a mapping, write ["+79843330712"]'],
    ['novofon: {api: v3}', 'novofon.api: "v3" is not a known value, write v1 or v2'],
    [
      'novofon: {recordingHosts: ["https://novofon.ru"]}',
      'novofon.recordingHosts[0]: "https://novofon.ru" is not a host',
    ],
    ['novofon: {limits: {all: 0}}', 'novofon.limits.all: "0" is not a whole number from 1'],
    ['server: {port: 65536}', 'server.port: "65536" is not a whole number from 0, write 0 to 65535'],
    ['server: {port: 80.5}', 'server.port: "80.5" is not a whole number'],
    ['server: {trustProxy: yes}', 'server.trustProxy: "yes" is not a switch, write true or false'],
    ['telegram: {chatId: }', 'telegram.chatId: is empty, write the id of a chat'],
    ['telegram: {chatId: "@group"}', 'telegram.chatId: "@group" is not a whole number'],
    ['telegram: {early: [true]}', 'telegram.early: cannot be a list, write true or false'],
    ['telegram: {admins: [olga]}', 'telegram.admins[0]: "olga" is not a Telegram user'],
    ['analysis: {model: {name: x}}', 'analysis.model: cannot be a mapping, write the name of a model'],
    ['prices: {mine: {input: 1}}', 'prices.mine: is not a price, write {minute: 0.006} or'],
    ['prices: {mine: {hour: 1}}', 'prices.mine: is not a price, write {minute: 0.006} or'],
    ['prices: {mine: {minute: free}}', 'prices.mine.minute: "free" is not a sum in dollars'],
    ['recordings: {channels: {in: [client]}}', 'recordings.channels: is not an order of channels, write auto or'],
    ['recordings: {channels: left}', 'recordings.channels: is not an order of channels, write auto or'],
    ['workingHours: {days: [monday]}', 'workingHours.days[0]: "monday" is not a known value, write mon or'],
    ['workingHours: {from: 9am}', 'workingHours.from: "9am" is not a time of day'],
    ['employees: [Анна]', 'employees: cannot be a list, write {"100": Алексей}'],
    ['employees: {100: {name: x}}', 'employees.100: cannot be a mapping, write the name to show'],
    [
      'database: {url: "postgres://u:p@h/db"}',
      'database.url: PostgreSQL is not built yet, remove this and write database.path',
    ],
    ['poll: fast', 'poll: must be a section of keys, write «key: value» lines'],
    ['[poll]', 'must be a section of keys'],
  ])('%s', (yaml, expected) => {
    const faults = faultsOf(() => loadYaml(`\n${yaml}`));
    expect(faults).toHaveLength(1);
    expect(faults[0]).toContain(`: ${expected}`);
    expect(faults[0]).toMatch(/^config\.yaml:[12]: /);
  });

  it('is not repeated where it may hold a password', () => {
    const faults = faultsOf(() => loadYaml('openai:\n  proxy: socks4://u:hunter2@h:1\n  baseUrl: u:hunter2@h\n'));
    expect(faults).toHaveLength(2);
    expect(faults.join()).not.toContain('hunter2');
  });
});

describe('good values that look unusual', () => {
  it.each([
    ['timezone: UTC+3', 'timezone', 'UTC+3'],
    ['timezone: Asia/Novosibirsk', 'timezone', 'Asia/Novosibirsk'],
    ['timezone: null', 'timezone', null],
    ['timezone: ~', 'timezone', null],
    ['poll: {minTalk: 0}', 'poll.minTalk', 0],
    ['poll: {schedule: "0 9 * jan-mar mon,Tue"}', 'poll.schedule', '0 9 * jan-mar mon,Tue'],
    ['digest: {schedule: }', 'digest.schedule', null],
    ['openai: {baseUrl: "http://localhost:8000/v1/"}', 'openai.baseUrl', 'http://localhost:8000/v1'],
    ['openai: {proxy: "socks5://u:p%40@h:1"}', 'openai.proxy', 'socks5://u:p%40@h:1'],
    ['telegram: {admins: [123, "@olga"]}', 'telegram.admins', ['123', '@olga']],
    ['server: {port: "8081"}', 'server.port', 8081],
    ['transcription: {successor: }', 'transcription.successor', null],
    ['novofon: {extensions: }', 'novofon.extensions', []],
    ['prices: {mine: {minute: .5}}', 'prices.mine.minute', 0.5],
  ])('%s', (yaml, key, expected) => {
    expect(loadYaml(yaml).config).toHaveProperty(key, expected);
  });
});

describe('an unknown key', () => {
  it.each([
    ['telegram: {bot_token: x}', 'telegram.bot_token: unknown key, did you mean telegram.botToken?'],
    ['telegram: {chatID: 1}', 'telegram.chatID: unknown key, did you mean telegram.chatId?'],
    ['poll: {lookbak: 1h}', 'poll.lookbak: unknown key, did you mean poll.lookback?'],
    ['opnai: {apiKey: x}', 'opnai: unknown key, did you mean openai?'],
    ['botToken: x', 'botToken: unknown key, did you mean telegram.botToken?'],
    ['database: {host: x}', 'database.host: unknown key, all keys are in config.example.yaml'],
    ['weather: sunny', 'weather: unknown key, all keys are in config.example.yaml'],
  ])('%s', (yaml, expected) => {
    expect(faultsOf(() => loadYaml(yaml))).toEqual([`config.yaml:1: ${expected}`]);
  });

  it.each([
    ['AUDIOBOT_OPENAI_PROXI', 'there is no such setting, did you mean AUDIOBOT_OPENAI_PROXY?'],
    ['AUDIOBOT_BOT_TOKEN', 'there is no such setting, did you mean AUDIOBOT_TELEGRAM_BOT_TOKEN?'],
    ['AUDIOBOT_WEATHER', 'there is no such setting, all keys are in config.example.yaml'],
    ['AUDIOBOT_WEATHER_FILE', 'there is no such setting, all keys are in config.example.yaml'],
  ])('as variable %s', (name, expected) => {
    expect(faultsOf(() => load({}, { [name]: 'x' }))).toEqual([`${name}: ${expected}`]);
    expect(faultsOf(() => load({ '.env': `${name}=x` }))).toEqual([`${name} in .env: ${expected}`]);
  });

  it('on the command line', () => {
    expect(faultsOf(() => load({}, {}, { overrides: { 'poll.often': '1s' } }))).toEqual([
      'command line: poll.often: unknown key',
    ]);
  });
});

describe('faults', () => {
  it('come all at once, each with its line or variable, in order', () => {
    const yaml = `# the shop
poll:
  lookback: long
  lookbak: 1h
novofon:
  numbers:
    - "+79843330712"
    - 8-800
prices:
  mine:
    minute: free
poll:
  minTalk: 3
server:
  port: \${PORT}
`;
    const env = { PORT: 'http', AUDIOBOT_TELEGRAM_CHAT_ID: 'group', AUDIOBOT_NOPE: '1' };
    const faults = faultsOf(() => loadYaml(yaml.replace('poll:\n  minTalk: 3\n', ''), env));
    expect(faults.map((line) => line.split(',')[0])).toEqual([
      'AUDIOBOT_NOPE: there is no such setting',
      'AUDIOBOT_TELEGRAM_CHAT_ID: telegram.chatId: "group" is not a whole number',
      'config.yaml:3: poll.lookback: "long" is not a duration',
      'config.yaml:4: poll.lookbak: unknown key',
      'config.yaml:8: novofon.numbers[1]: "8-800" is not a full phone number',
      'config.yaml:11: prices.mine.minute: "free" is not a sum in dollars',
      'PORT at config.yaml:13: server.port: "http" is not a whole number from 0',
    ]);
    expect(faultsOf(() => loadYaml(yaml, env))).toContain(
      'config.yaml:12: poll: stands here a second time (first config.yaml:2), keep one',
    );
  });

  it('name the variable of a built-in default', () => {
    expect(faultsOf(() => load({}, { PORT: 'http' }))[0]).toMatch(/^PORT at config\.example\.yaml:\d+: server\.port: /);
  });

  it('name a repeated key with both lines', () => {
    expect(faultsOf(() => loadYaml('poll:\n  minTalk: 1s\n  lookback: 1h\n  minTalk: 2s\n'))).toEqual([
      'config.yaml:4: poll.minTalk: stands here a second time (first config.yaml:2), keep one',
    ]);
  });

  it.each([
    ['locale: ru\npoll: {lookback: 1h\n', /^config\.yaml:\d: not valid YAML: /],
    ['locale: ru\n\tpoll: x\n', /^config\.yaml:2: not valid YAML: /],
    ['novofon:\n  numbers: [$' + '{A}]\n', /^config\.yaml:2: not valid YAML: .*"\$\{NAME\}" in quotes/],
  ])('name the line of broken YAML: %j', (yaml, expected) => {
    expect(faultsOf(() => loadYaml(yaml))[0]).toMatch(expected);
  });

  it.each([
    ['names itself', 'employees: &a {x: *a}'],
    ['names itself in a list', 'novofon: {numbers: &a [*a]}'],
    [
      'multiplies',
      [...'bcdefgh'].reduce(
        (yaml, name, place) => `${yaml}${name}: &${name} [${Array(9).fill(`*${'abcdefg'[place]}`)}]\n`,
        'a: &a [x]\n',
      ),
    ],
  ])('are told of YAML that %s, soon', (_, yaml) => {
    expect(faultsOf(() => loadYaml(yaml)).join()).toContain('holds more than 100 aliases');
  });

  it('of YAML nested without end are faults too', () => {
    expect(faultsOf(() => loadYaml('{a: '.repeat(5_000)))[0]).toMatch(/not valid YAML/);
  });

  it.each(['constructor', '__proto__', 'toString'])('%s is a variable that is not set', (name) => {
    expect(loadYaml(`telegram: {botToken: "\${${name}}"}`).config.telegram.botToken).toBeNull();
  });

  it('of a schedule are found soon', () => {
    expect(faultsOf(() => loadYaml(`poll: {schedule: "${'jan'.repeat(500)}! * * * *"}`))[0]).toMatch(/schedule/);
  });

  it('of a very long name are found soon', () => {
    expect(faultsOf(() => loadYaml(`? ${'x'.repeat(100_000)}\n: 1`))[0]).toMatch(/unknown key, all keys are in/);
  });

  it('of broken YAML do not hide those of the environment', () => {
    const faults = faultsOf(() => loadYaml('poll: {', { AUDIOBOT_SERVER_PORT: 'x' }));
    expect(faults.some((line) => line.startsWith('AUDIOBOT_SERVER_PORT: server.port: '))).toBe(true);
    expect(faults.some((line) => line.includes('not valid YAML'))).toBe(true);
  });

  it('in YAML of a variable name the variable', () => {
    expect(faultsOf(() => load({}, { AUDIOBOT_EMPLOYEES: '{100: Анна' }))[0]).toMatch(
      /^AUDIOBOT_EMPLOYEES: not valid YAML: /,
    );
    expect(faultsOf(() => load({}, { AUDIOBOT_POLL: '{often: 1s}' }))[0]).toMatch(
      /^AUDIOBOT_POLL: poll\.often: unknown/,
    );
  });
});
