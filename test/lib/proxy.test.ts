import { openAsBlob } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import got from 'got';
import OpenAI, { APIConnectionTimeoutError, toFile } from 'openai';
import { Telegram } from 'telegraf';
import type { Dispatcher } from 'undici';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { NO_LINE } from '../../src/lib/no-line.js';
import { agentFor, dispatcherFor } from '../../src/lib/proxy.js';
import { ONLY_PROXIES_KNOW } from '../proxies/carry.js';
import { certificate } from '../proxies/certificate.js';
import { startHttpProxy, type TestProxy } from '../proxies/http-proxy.js';
import { listen } from '../proxies/listening.js';
import { startSocksProxy } from '../proxies/socks-proxy.js';
import { DOWNLOAD_BYTES, startTarget, type Target } from '../proxies/target.js';

const CREDENTIALS = { user: 'алиса', password: 'p@ss:w/rd%' };
const LOGIN = `${encodeURIComponent(CREDENTIALS.user)}:${encodeURIComponent(CREDENTIALS.password)}`;
const UPLOAD_BYTES = 5_000_000;
const TRUSTED = { trusted: certificate.cert };

const KINDS: { kind: string; start: () => Promise<TestProxy> }[] = [
  { kind: 'http', start: () => startHttpProxy(CREDENTIALS) },
  { kind: 'https', start: () => startHttpProxy(CREDENTIALS, { secure: true }) },
  { kind: 'socks5', start: () => startSocksProxy(CREDENTIALS) },
];

let folder: string;
let upload: string;
let target: Target;
let plainTarget: Target;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'audiobot-proxy-'));
  upload = join(folder, 'call.mp3');
  await writeFile(upload, Buffer.alloc(UPLOAD_BYTES, 3));
  target = await startTarget();
  plainTarget = await startTarget({ secure: false });
});

afterAll(async () => {
  await target[Symbol.asyncDispose]();
  await plainTarget[Symbol.asyncDispose]();
  await rm(folder, { recursive: true });
});

describe.each(KINDS)('through a proxy of kind $kind', ({ kind, start }) => {
  it('OpenAI asks and uploads', async () => {
    await using proxy = await start();
    const dispatcher = await dispatcherFor(`${kind}://${LOGIN}@127.0.0.1:${proxy.port}`, 5_000, TRUSTED);
    const client = openai(`https://${ONLY_PROXIES_KNOW}:${target.port}/v1`, dispatcher);

    const file = await toFile(await openAsBlob(upload), 'call.mp3', { type: 'audio/mpeg' });
    const heard = await client.audio.transcriptions.create({ file, model: 'whisper-1' });
    expect(heard.text).toBe('алло');
    expect(target.uploadedBytes()).toBe(UPLOAD_BYTES);

    const said = await client.chat.completions.create({
      model: 'gpt-4o',
      messages: [{ role: 'user', content: 'алло' }],
    });
    expect(said.choices).toEqual([]);
    expect(proxy.asked).toContainEqual(carried(target));
    await dispatcher.close();
  });

  it('got downloads', async () => {
    await using proxy = await start();
    const agent = await agentFor(`${kind}://${LOGIN}@127.0.0.1:${proxy.port}`, TRUSTED);
    const options = { agent: { http: agent, https: agent }, retry: { limit: 0 } };
    const secured = await got(`https://${ONLY_PROXIES_KNOW}:${target.port}/recording`, options).buffer();
    expect(secured.length).toBe(DOWNLOAD_BYTES);
    const plain = await got(`http://${ONLY_PROXIES_KNOW}:${plainTarget.port}/recording`, options).buffer();
    expect(plain.length).toBe(DOWNLOAD_BYTES);
    expect(proxy.asked).toEqual([carried(target), carried(plainTarget)]);
  });

  it('telegraf sends a message and a document', async () => {
    await using proxy = await start();
    const agent = await agentFor(`${kind}://${LOGIN}@127.0.0.1:${proxy.port}`, TRUSTED);
    const telegram = new Telegram('42:token', { apiRoot: `https://${ONLY_PROXIES_KNOW}:${target.port}`, agent });
    const sent = await telegram.callApi('sendMessage', { chat_id: 1, text: 'алло' });
    expect(sent).toEqual({ message_id: 7 });
    const document = { source: Buffer.alloc(200_000, 1), filename: 'разговор.txt' };
    await telegram.callApi('sendDocument', { chat_id: 1, document });
    expect(target.uploadedBytes()).toBe(200_000);
    expect(proxy.asked).toEqual([carried(target), carried(target)]);
  });

  it('a wrong password is recognised and not repeated to anybody', async () => {
    await using proxy = await start();
    const url = `${kind}://alice:wr0ng-password@127.0.0.1:${proxy.port}`;
    const agent = await agentFor(url, TRUSTED);
    const dispatcher = await dispatcherFor(url, 5_000, TRUSTED);
    const address = `https://${ONLY_PROXIES_KNOW}:${target.port}`;
    const telegram = new Telegram('42:token', { apiRoot: address, agent });

    const failures = await Promise.all([
      failure(got(address, { agent: { https: agent }, retry: { limit: 0 } })),
      failure(telegram.callApi('sendMessage', { chat_id: 1, text: 'алло' })),
      failure(openai(address, dispatcher).models.list()),
    ]);
    for (const error of failures) {
      const words = inspect(error, { depth: 10 });
      expect(words).toMatch(/name or password is not accepted \(407\)|Socks5 Authentication failed/);
      expect(words).toContain(NO_LINE);
      expect(words).not.toContain('wr0ng-password');
    }
    expect(proxy.asked.map((asked) => asked.accepted)).toEqual([false, false, false]);
    await dispatcher.close();
  });

  it('a dead proxy is a line that never stood', async () => {
    const proxy = await start();
    await proxy[Symbol.asyncDispose]();
    const agent = await agentFor(`${kind}://${LOGIN}@127.0.0.1:${proxy.port}`, TRUSTED);
    const error = await failure(got('https://target.test/', { agent: { https: agent }, retry: { limit: 0 } }));
    expect(error).toMatchObject({ code: NO_LINE, message: expect.stringContaining('ECONNREFUSED') });
  });

  it('a proxy that says nothing is given up', async () => {
    await using silent = await listen(createServer());
    const options = { ...TRUSTED, connectMs: 100 };
    const url = `${kind}://${LOGIN}@127.0.0.1:${silent.port}`;
    const agent = await agentFor(url, options);
    const dispatcher = await dispatcherFor(url, 5_000, options);
    const byGot = await failure(got('https://target.test/', { agent: { https: agent }, retry: { limit: 0 } }));
    expect(byGot).toMatchObject({ code: NO_LINE, message: expect.stringContaining('no answer in time') });
    const byFetch = await failure(openai('https://target.test/v1', dispatcher).models.list());
    expect(inspect(byFetch, { depth: 10 })).toContain('no answer in time');
    await dispatcher.close();
  });
});

describe('without a proxy', () => {
  it('everybody gets there', async () => {
    const agent = await agentFor(null, TRUSTED);
    const options = { agent: { http: agent, https: agent }, retry: { limit: 0 } };
    expect(await got(`https://localhost:${target.port}/recording`, options).buffer()).toHaveLength(DOWNLOAD_BYTES);
    expect(await got(`http://127.0.0.1:${plainTarget.port}/recording`, options).buffer()).toHaveLength(DOWNLOAD_BYTES);

    const dispatcher = await dispatcherFor(null, 5_000, TRUSTED);
    const heard = await openai(`https://localhost:${target.port}/v1`, dispatcher).chat.completions.create({
      model: 'gpt-4o',
      messages: [],
    });
    expect(heard.choices).toEqual([]);
    await dispatcher.close();
  });

  it('an unknown certificate is found out before anything is written', async () => {
    const agent = await agentFor(null);
    const error = await failure(
      got(`https://localhost:${target.port}/recording`, { agent: { https: agent }, retry: { limit: 0 } }),
    );
    expect(error).toMatchObject({ code: NO_LINE, message: expect.stringContaining('self-signed certificate') });
  });

  it('a server that does not answer in time is given up', async () => {
    await using silent = await listen(createServer());
    const dispatcher = await dispatcherFor(null, 100);
    const error = await failure(openai(`http://127.0.0.1:${silent.port}/v1`, dispatcher).models.list());
    expect(error).toBeInstanceOf(APIConnectionTimeoutError);
    await dispatcher.destroy();
  });

  it('closing the agent ends what is still connecting', async () => {
    await using silent = await listen(createServer());
    const agent = await agentFor(null);
    const asking = failure(got(`https://127.0.0.1:${silent.port}/`, { agent: { https: agent }, retry: { limit: 0 } }));
    await silent.connected();
    agent.destroy();
    expect(await asking).toMatchObject({ code: NO_LINE });
  });
});

describe('an unusable proxy address', () => {
  it.each([
    ['a scheme nobody knows', 'ftp://alice:hush-hush@10.0.0.1:21'],
    ['no scheme', 'alice:hush-hush@10.0.0.1:1080'],
    ['no address', 'hush-hush'],
    ['a bare per cent sign', 'http://alice:hush-hush%@10.0.0.1:3128'],
  ])('%s is refused without being repeated', async (_case, url) => {
    for (const error of [await failure(agentFor(url)), await failure(dispatcherFor(url, 1_000))]) {
      expect(error).toMatchObject({ message: expect.stringContaining('proxy') });
      expect(inspect(error)).not.toContain('hush-hush');
    }
  });
});

it('nothing is said about experiments', async () => {
  const warnings: string[] = [];
  const note = (warning: Error) => warnings.push(warning.name);
  process.on('warning', note);
  await using proxy = await startSocksProxy(CREDENTIALS);
  const dispatcher = await dispatcherFor(`socks5://${LOGIN}@127.0.0.1:${proxy.port}`, 5_000);
  const address = `http://${ONLY_PROXIES_KNOW}:${plainTarget.port}/v1`;
  await openai(address, dispatcher).chat.completions.create({ model: 'gpt-4o', messages: [] });
  await new Promise(setImmediate);
  process.off('warning', note);
  expect(proxy.asked).toEqual([carried(plainTarget)]);
  expect(warnings).toEqual([]);
  await dispatcher.close();
});

function openai(baseURL: string, dispatcher: Dispatcher): OpenAI {
  return new OpenAI({ apiKey: 'key', baseURL, maxRetries: 0, fetchOptions: { dispatcher: dispatcher as never } });
}

function carried({ port }: Target) {
  return { target: `${ONLY_PROXIES_KNOW}:${port}`, user: CREDENTIALS.user, accepted: true };
}

async function failure(work: PromiseLike<unknown>): Promise<unknown> {
  return work.then(
    () => {
      throw new Error('a failure was expected');
    },
    (error: unknown) => error,
  );
}
