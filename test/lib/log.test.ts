import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { createLogger, type LogOptions } from '../../src/lib/log.js';

const TOKEN = '7012345678:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw0';

describe('createLogger', () => {
  it('writes one JSON line an event where nobody looks', async () => {
    const { log, lines } = await logger({ format: 'auto' });
    log.info({ callId: 'in_1' }, 'stage done');
    log.debug('not at this level');
    expect(lines()).toHaveLength(1);
    expect(only(lines())).toMatchObject({ level: 30, callId: 'in_1', msg: 'stage done' });
    expect(Date.parse(String(only(lines()).time))).not.toBeNaN();
  });

  it('writes for people on a terminal, in colour only where colours are wanted', async () => {
    const coloured = await logger({ format: 'auto' }, { isTTY: true, hasColors: () => true });
    coloured.log.info({ callId: 'in_1' }, 'stage done');
    expect(coloured.text()).toContain('stage done');
    expect(coloured.text()).toContain('\u001b[');
    expect(coloured.text()).not.toContain('"msg"');

    const plain = await logger({ format: 'auto' }, { isTTY: true, hasColors: () => false });
    plain.log.info({ callId: 'in_1' }, 'stage done');
    expect(plain.text()).toContain('stage done');
    expect(plain.text()).not.toContain('\u001b[');
  });

  it('does as it is told, whatever the terminal', async () => {
    const pretty = await logger({ format: 'pretty' });
    pretty.log.info('hello');
    expect(pretty.text()).toMatch(/INFO.*hello/);

    const json = await logger({ format: 'json' }, { isTTY: true, hasColors: () => true });
    json.log.info('hello');
    expect(only(json.lines())).toMatchObject({ msg: 'hello' });
  });

  it('tells of an error and its causes, and of nothing that hangs on it', async () => {
    const { log, text, lines } = await logger({ format: 'json' });
    const cause = Object.assign(new TypeError('reset'), { code: 'ECONNRESET', on: { payload: 'the whole card' } });
    log.error({ err: new Error('sending failed', { cause }) }, 'stage failed');
    expect(only(lines())).toMatchObject({
      msg: 'stage failed',
      err: { type: 'Error', message: 'sending failed', cause: { type: 'TypeError', code: 'ECONNRESET' } },
    });
    expect(text()).toContain('log.test.ts');
    expect(text()).not.toContain('the whole card');
  });

  it('takes a thrown word and a chain of causes without an end', async () => {
    const { log, lines } = await logger({ format: 'json' });
    const endless = new Error('endless');
    endless.cause = endless;
    log.error({ err: endless }, 'one');
    log.error({ err: 'just a word' }, 'two');
    expect(lines()[0]).toMatchObject({ err: { message: 'endless', cause: { message: 'endless' } } });
    expect(lines()[1]).toMatchObject({ err: { type: 'string', message: 'just a word' } });
  });

  it.each<[string, string]>([
    ['a bot token', `token ${TOKEN} refused`],
    ['a bot token in an address', `request to https://api.telegram.org/bot${TOKEN}/sendMessage failed`],
    ['a short bot token in an address', 'https://relay.example/bot42:secret-of-the-bot/getMe'],
    ['a header as text', 'Authorization: Bearer abc.def.ghi'],
    ['a signed header as text', 'authorization: mykey:c2VjcmV0LW9mLXRoZS1ib3Q='],
    ['a bearer alone', 'sent Bearer sk-proj-0123456789abcdef'],
    ['an API key', 'key sk-proj-0123456789abcdef is wrong'],
    ['a password in an address', 'proxy socks5://alice:secret-of-the-bot@10.0.0.1:1080 is down'],
    ['a given secret', 'the word is open-sesame, is it not'],
    ['a given secret, encoded', 'GET /?q=p%40ss%2Fword'],
    ['a given secret in Base64, and more behind it', `sent ${Buffer.from('p@ss/word:more').toString('base64')}`],
    ['a given secret in hexadecimal', `sent ${Buffer.from('open-sesame').toString('hex')}`],
    ['a given secret with quotes', 'the word is he said "hi" \\o/ today'],
  ])('hides %s in messages, fields and errors', async (_case, words) => {
    const { log, text } = await logger({
      format: 'json',
      secrets: ['open-sesame', 'p@ss/word', 'he said "hi" \\o/', '', 'a'],
    });
    log.warn({ detail: { deep: [words] }, err: new Error(words, { cause: new Error(words) }) }, words);
    log.warn(new Error(words));
    const hidden =
      /cEBzcy93b3Jk|6f70656e2d736573616d65|AAHdqTcv|secret-of|abc\.def|c2Vjcm|0123456789abcdef|open-sesame|p%40ss|he said/;
    expect(words).toMatch(hidden);
    expect(text()).not.toMatch(hidden);
    expect(text()).toContain('***');
    for (const line of text().trim().split('\n')) expect(() => JSON.parse(line)).not.toThrow();
  });

  it.each(['json', 'pretty'] as const)('lets no foreign word command a terminal: %s', async (format) => {
    const { log, text } = await logger({ format });
    const words = 'a\u001b[2Jb\u009b31mc\u202ed\u0007\u200b';
    log.warn({ detail: words, err: new Error(words) }, words);
    expect(text()).toContain('a[2Jb31mcd');
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
    expect(text()).not.toMatch(/[\u001b\u009b\u202e\u0007\u200b]|\\u00[019]/);
    expect(text()).not.toContain('🎙');
    log.info('🎙️ Processing call recording: in_1');
    expect(text()).toContain('🎙️ Processing');
  });

  it('hides the value of an authorization header, whatever it looks like', async () => {
    const { log, text } = await logger({ format: 'json' });
    log.warn({ headers: { authorization: 'plainkey', 'Proxy-Authorization': 'other"key' } }, 'request');
    expect(text()).not.toMatch(/plainkey|other|key"/);
  });

  it('keeps numbers whole when a secret is one', async () => {
    const { log, lines } = await logger({ format: 'json', secrets: ['4815'] });
    log.info({ seconds: 48_151, word: 'pin 4815' }, 'counted');
    expect(only(lines())).toMatchObject({ seconds: 48_151, word: 'pin ***' });
  });

  it('tells a person at a terminal what an expected error says, and not where it was met', async () => {
    const err = new Error('cannot be reached', { cause: new Error('no such host') });
    const isExpected = (error: unknown) => error === err;
    const said = async (options: Partial<LogOptions>, error: Error) => {
      const { log, text } = await logger({ format: 'pretty', isExpected, ...options });
      log.warn({ err: error }, 'stage failed');
      return text();
    };
    expect(await said({}, err)).toMatch(/cannot be reached[\s\S]*no such host/);
    expect(await said({}, err)).not.toContain('log.test.ts');
    for (const options of [{ level: 'debug' }, { format: 'json' }] as const) {
      expect(await said(options, err)).toContain('log.test.ts');
    }
    expect(await said({}, new Error('a fault of ours'))).toContain('log.test.ts');
  });

  it('hides secrets on a terminal too', async () => {
    const { log, text } = await logger({ format: 'pretty', secrets: ['open-sesame'] });
    log.error({ err: new Error('open-sesame failed') }, 'said open-sesame');
    expect(text()).toContain('said ***');
    expect(text()).not.toContain('open-sesame');
  });
});

async function logger(options: Partial<LogOptions>, terminal: { isTTY?: true; hasColors?: () => boolean } = {}) {
  const destination = Object.assign(new PassThrough(), terminal);
  let written = '';
  destination.on('data', (chunk) => {
    written += String(chunk);
  });
  const log = await createLogger({ level: 'info', format: 'json', secrets: [], ...options, destination });
  const text = () => {
    destination.read();
    return written;
  };
  const lines = (): Record<string, unknown>[] =>
    text()
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
  return { log, text, lines };
}

function only<T>(items: T[]): T {
  const [first] = items;
  if (!first || items.length !== 1) throw new Error(`one line was expected, not ${items.length}`);
  return first;
}
