import { describe, expect, it } from 'vitest';
import { faultsOf, load, loadYaml } from './workplace.js';

/** A reference as users write it. */
const ref = (inside: string) => `\${${inside}}`;

describe('a reference to a variable', () => {
  it.each([
    ['a variable', ref('A'), { A: 'x' }, 'x'],
    ['inside a text', `gpt-${ref('A')}-${ref('B')}`, { A: '4o', B: 'mini' }, 'gpt-4o-mini'],
    ['a default', ref('A:-y'), {}, 'y'],
    ['a default for an empty variable', ref('A:-y'), { A: '' }, 'y'],
    ['no default needed', ref('A:-y'), { A: 'x' }, 'x'],
    ['a default with a colon', ref('A:-m:7b'), {}, 'm:7b'],
    ['in quotes', `"${ref('A')}"`, { A: 'x' }, 'x'],
    ['what would be a comment or a key in YAML', ref('A'), { A: 'a #b: {c}' }, 'a #b: {c}'],
    ['what looks like a reference is not followed', ref('A'), { A: ref('B'), B: 'no' }, ref('B')],
  ])('%s', (_, written, env, expected) => {
    expect(loadYaml(`analysis:\n  model: ${written}\n`, env).config.analysis.model).toBe(expected);
  });

  it('is coerced to what the key wants', () => {
    const yaml = `server:
  port: ${ref('P')}
  trustProxy: ${ref('T')}
poll:
  minTalk: ${ref('D:-5s')}
novofon:
  numbers: ${ref('N')}
employees: ${ref('E')}
`;
    const env = { P: '9000', T: 'true', N: '+79161234567,+79161234568', E: '{"100": Анна}' };
    const { server, poll, novofon, employees } = loadYaml(yaml, env).config;
    expect([server.port, server.trustProxy, poll.minTalk]).toEqual([9000, true, 5_000]);
    expect(novofon.numbers).toEqual(['+79161234567', '+79161234568']);
    expect(employees).toEqual({ '100': 'Анна' });
  });

  it('works in items of lists and entries of mappings', () => {
    const yaml = `novofon: {numbers: ["${ref('N')}"]}\nemployees:\n  100: ${ref('E')}\n`;
    const { config } = loadYaml(yaml, { N: '+79161234567', E: 'Анна' });
    expect(config.novofon.numbers).toEqual(['+79161234567']);
    expect(config.employees).toEqual({ '100': 'Анна' });
  });

  it('leaves a secret empty when its variable is not set', () => {
    expect(loadYaml(`telegram:\n  botToken: ${ref('MY_TOKEN')}\n`).config.telegram.botToken).toBeNull();
  });

  it('is a fault where the key cannot be empty, naming the variable', () => {
    expect(faultsOf(() => loadYaml(`poll:\n  lookback: ${ref('LOOK')}\n`))).toEqual([
      'LOOK at config.yaml:2: poll.lookback: is empty, write one such as 1100ms, 3s, 15m, 6h or 30d',
    ]);
  });

  it.each([ref('A-b'), ref('A:?b'), ref(''), ref(`A:-${ref('B')}`), '${A'])(
    'is a fault when it reads %s',
    (written) => {
      const faults = faultsOf(() => loadYaml(`analysis:\n  model: '${written}'\n`, { A: 'x' }));
      expect(faults[0]).toMatch(/^config\.yaml:2: analysis\.model: holds a \$\{ that cannot be read/);
    },
  );

  it('makes an AUDIOBOT_ variable of any name known', () => {
    const yaml = `telegram:\n  botToken: ${ref('AUDIOBOT_TOKEN')}\n`;
    expect(loadYaml(yaml, { AUDIOBOT_TOKEN: '1:a' }).config.telegram.botToken).toBe('1:a');
  });
});

describe('NAME_FILE', () => {
  it('gives the content of a file, trimmed', () => {
    const files = { 'run/token': '1:abc\n', 'run/key': ' sk-1\r\n' };
    const env = { TELEGRAM_BOT_TOKEN_FILE: 'run/token', AUDIOBOT_OPENAI_API_KEY_FILE: 'run/key' };
    const { config } = load(files, env);
    expect([config.telegram.botToken, config.openai.apiKey]).toEqual(['1:abc', 'sk-1']);
  });

  it.each([
    ['a variable that is set wins', { OPENAI_API_KEY: 'set', OPENAI_API_KEY_FILE: 'key' }, {}, 'set'],
    ['an empty variable does not', { OPENAI_API_KEY: '', OPENAI_API_KEY_FILE: 'key' }, {}, 'filed'],
    ['it wins over .env', { OPENAI_API_KEY_FILE: 'key' }, { '.env': 'OPENAI_API_KEY=dot' }, 'filed'],
    ['it may stand in .env', {}, { '.env': 'OPENAI_API_KEY_FILE=key' }, 'filed'],
  ])('%s', (_, env, files, expected) => {
    expect(load({ key: 'filed\n', ...files }, env).config.openai.apiKey).toBe(expected);
  });

  it('is a fault when the file cannot be read', () => {
    expect(faultsOf(() => load({}, { TELEGRAM_BOT_TOKEN_FILE: 'run/token' }))).toEqual([
      'TELEGRAM_BOT_TOKEN_FILE: cannot read run/token: there is no such file',
    ]);
  });
});
