import { createServer } from 'node:http';
import { describe, expect, it } from 'vitest';
import { dispatcherFor } from '../../../src/lib/proxy.js';
import { faults } from '../../../src/simulators/openai/faults.js';
import { body, hang, reset, type Scripted, status } from '../../../src/simulators/script.js';
import { startWorld, type World } from '../../../src/simulators/world.js';
import { lookUpModel, spendLittle } from '../../../src/upstreams/openai/checkup.js';
import { openClient } from '../../../src/upstreams/openai/client.js';
import { startHttpProxy } from '../../proxies/http-proxy.js';
import { listen } from '../../proxies/listening.js';
import { never } from './room.js';

const JSON_404 = { error: { message: 'Not Found', type: 'invalid_request_error', param: null, code: null } };

describe('looking a model up', () => {
  it('finds it, with the day of its end', async () => {
    await using world = await startWorld();
    world.openai.announceShutdown('gpt-4o', '2027-01-14');
    expect(await lookUp(world, 'gpt-4o')).toEqual({ ailment: null, isKnown: true, shutdownDate: '2027-01-14' });
    expect(await lookUp(world, 'gpt-6-luna')).toEqual({ ailment: null, isKnown: true, shutdownDate: null });
    expect(world.openai.bought).toEqual([]);
  });

  it('that is gone', async () => {
    await using world = await startWorld();
    world.openai.retire('gpt-4o');
    expect(await lookUp(world, 'gpt-4o')).toEqual({ ailment: 'model-gone' });
  });

  it.each([['sk-wrong-0123456789'], ['ключ']])('with the key %s', async (apiKey) => {
    await using world = await startWorld();
    expect(await lookUp(world, 'gpt-4o', { apiKey })).toEqual({ ailment: 'bad-key' });
  });

  it.each<[string, Scripted, string]>([
    ['region', faults.region(), 'region'],
    ['a block page', status(403, {}, '<html>blocked</html>'), 'forbidden'],
    ['no money', status(402, {}, { error: { message: 'no money' } }), 'no-money'],
    ['quota', faults.quota(), 'no-money'],
    ['too quick', status(429), 'slow-down'],
    ['a sick server', status(503), 'failed'],
    ['a reset', reset(), 'unreachable'],
    ["somebody's page", body('<html>hello</html>', { 'content-type': 'text/html' }), 'foreign-answer'],
    ['an odd refusal', status(400, {}, { error: { message: 'no', code: 'odd' } }), 'refused'],
  ])('that meets %s', async (_, scripted, ailment) => {
    await using world = await startWorld();
    world.openai.answer('/v1/models/gpt-4o', [scripted]);
    expect(await lookUp(world, 'gpt-4o')).toEqual({ ailment });
  });

  it.each<[string, Scripted]>([
    ['404 in JSON', status(404, {}, JSON_404)],
    ['404 of FastAPI', status(404, {}, { detail: 'Not Found' })],
    ['404 in words', status(404, {}, 'File Not Found')],
    ['405', status(405, {}, { error: 'method not allowed' })],
    ['200 without a model', body({ status: 'ok' })],
  ])('on a server of one’s own that cannot tell: %s', async (_, scripted) => {
    await using world = await startWorld();
    world.openai.answer('/v1/models/gpt-4o', [scripted]);
    expect(await lookUp(world, 'gpt-4o')).toEqual({ ailment: null, isKnown: false, shutdownDate: null });
  });

  it('at a wrong address of OpenAI itself', async () => {
    await using proxy = await openAiBehindProxy();
    const { dispatcher } = proxy;
    const client = openClient({ apiKey: 'sk-any', baseUrl: 'http://api.openai.com', dispatcher, timeoutMs: 5_000 });
    expect(await lookUpModel(client, 'gpt-4o', never())).toEqual({ ailment: 'wrong-address' });
  });

  it('through a proxy that refuses our login', async () => {
    await using world = await startWorld();
    await using proxy = await startHttpProxy({ user: 'a', password: 'right' });
    const found = await lookUp(world, 'gpt-4o', { proxy: `http://a:wrong@127.0.0.1:${proxy.port}` });
    expect(found).toEqual({ ailment: 'proxy-login' });
  });

  it('is given up when told', async () => {
    await using world = await startWorld();
    world.openai.answer('/v1/models/gpt-4o', [hang()]);
    const stop = new AbortController();
    const looking = lookUp(world, 'gpt-4o', { signal: stop.signal });
    await expect.poll(() => world.openai.requests.length).toBe(1);
    stop.abort(new Error('time is over'));
    await expect(looking).rejects.toThrow('time is over');
  });
});

describe('spending a little', () => {
  it.each([
    ['gpt-4o', 'max_completion_tokens'],
    ['gpt-6-luna', 'max_completion_tokens'],
    ['gpt-6.1-sol', 'max_completion_tokens'],
  ])('%s: one request of a fraction of a cent', async (model, limit) => {
    await using world = await startWorld();
    expect(await spend(world, model)).toBeNull();
    expect(world.openai.bought).toHaveLength(1);
    expect(world.openai.bought[0]?.parameters).toMatchObject({ [limit]: 16 });
    expect(world.openai.usd).toBeLessThan(0.001);
  });

  it.each<[string, Scripted, string | null]>([
    ['without money', faults.quota(), 'no-money'],
    ['too quickly', status(429), 'slow-down'],
    [
      'on a model that thinks longer than it may speak',
      status(
        400,
        {},
        { error: { message: 'Could not finish the message because max_tokens or model output limit was reached.' } },
      ),
      null,
    ],
  ])('%s', async (_, scripted, ailment) => {
    await using world = await startWorld();
    world.openai.answer('/v1/chat/completions', [scripted]);
    expect(await spend(world, 'gpt-4o')).toBe(ailment);
  });

  it('asks a server of one’s own with the old name of the limit', async () => {
    const asked: unknown[] = [];
    await using server = await listen(
      createServer(async (request, response) => {
        asked.push(JSON.parse(Buffer.concat(await request.toArray()).toString()));
        response.setHeader('content-type', 'application/json');
        response.end('{"choices":[{"message":{"content":"да"}}]}');
      }),
    );
    const dispatcher = await dispatcherFor(null, 5_000);
    const baseUrl = `http://127.0.0.1:${server.port}/v1`;
    const client = openClient({ apiKey: '', baseUrl, dispatcher, timeoutMs: 5_000 });
    expect(await spendLittle(client, 'qwen3:8b', never())).toBeNull();
    expect(asked).toMatchObject([{ model: 'qwen3:8b', max_tokens: 16 }]);
    await dispatcher.destroy();
  });
});

async function lookUp(
  world: World,
  model: string,
  given: { apiKey?: string; proxy?: string; signal?: AbortSignal } = {},
): Promise<unknown> {
  return withClient(world, given, (client) => lookUpModel(client, model, given.signal ?? never()));
}

async function spend(world: World, model: string): Promise<unknown> {
  return withClient(world, {}, (client) => spendLittle(client, model, never()));
}

async function withClient<Result>(
  world: World,
  given: { apiKey?: string; proxy?: string },
  work: (client: ReturnType<typeof openClient>) => Promise<Result>,
): Promise<Result> {
  const apiKey = given.apiKey ?? world.env().OPENAI_API_KEY ?? '';
  const dispatcher = await dispatcherFor(given.proxy ?? null, 5_000);
  try {
    return await work(openClient({ apiKey, baseUrl: `${world.openai.url}/v1`, dispatcher, timeoutMs: 5_000 }));
  } finally {
    await dispatcher.destroy();
  }
}

/** A proxy that plays the server behind it: one that knows no path. */
async function openAiBehindProxy() {
  const proxy = createServer();
  proxy.on('connect', (_, client) => {
    client.on('error', () => undefined);
    client.write('HTTP/1.1 200 OK\r\n\r\n');
    client.once('data', () => client.end('HTTP/1.1 404 Not Found\r\ncontent-length: 9\r\n\r\nNot Found'));
  });
  const listening = await listen(proxy);
  const dispatcher = await dispatcherFor(`http://127.0.0.1:${listening.port}`, 5_000);
  return {
    dispatcher,
    async [Symbol.asyncDispose]() {
      await dispatcher.destroy();
      await listening[Symbol.asyncDispose]();
    },
  };
}
