import { describe, expect, it } from 'vitest';
import { body, cut, hang, lost, ok, reset, rewritten, slow, status, trickle } from '../../src/simulators/script.js';
import { startWorld } from '../../src/simulators/world.js';

const METHOD = 'sendMessage';

describe('scripted answers', () => {
  it('come one each, then the server is itself again', async () => {
    await using world = await startWorld();
    world.telegram.answer(METHOD, [status(502), ok(), status(429, { 'retry-after': '7' })]);
    const answers = [await send(world), await send(world), await send(world), await send(world)];
    expect(answers.map((answer) => answer.status)).toEqual([502, 200, 429, 200]);
    expect(await answers[2]?.json()).toEqual({
      ok: false,
      error_code: 429,
      description: 'Too Many Requests: retry after 7',
      parameters: { retry_after: 7 },
    });
    expect(world.telegram.messages()).toHaveLength(2);
    expect(world.telegram.requestsTo(METHOD).map((request) => request.status)).toEqual([502, 200, 429, 200]);
  });

  it('are given in the words of each upstream', async () => {
    await using world = await startWorld();
    world.openai.answer('/v1/models', [status(503)]);
    world.novofon.answer('/v1/info/balance/', [status(429)]);
    const busy = await fetch(`${world.openai.url}/v1/models`);
    const full = await fetch(`${world.novofon.url}/v1/info/balance/`);
    expect(await busy.json()).toMatchObject({ error: { type: 'server_error', code: 'server_is_overloaded' } });
    expect(await full.json()).toMatchObject({ status: 'error' });
  });

  it('can be anything: a page of HTML with status 200', async () => {
    await using world = await startWorld();
    world.telegram.answer(METHOD, [body('<html>blocked</html>', { 'content-type': 'text/html' })]);
    const page = await send(world);
    expect([page.status, page.headers.get('content-type'), await page.text()]).toEqual([
      200,
      'text/html',
      '<html>blocked</html>',
    ]);
  });

  it('reset without doing anything', async () => {
    await using world = await startWorld();
    world.telegram.answer(METHOD, [reset()]);
    await expect(send(world)).rejects.toThrow();
    expect(world.telegram.messages()).toEqual([]);
    expect(world.telegram.requests[0]?.status).toBeNull();
  });

  it('lose the answer after the work is done', async () => {
    await using world = await startWorld();
    world.telegram.answer(METHOD, [lost(reset()), lost(status(504))]);
    await expect(send(world)).rejects.toThrow();
    expect((await send(world)).status).toBe(504);
    expect(world.telegram.messages()).toHaveLength(2);
  });

  it('are witnessed: a request when it is read, and when it was answered or broken off', async () => {
    await using world = await startWorld();
    const news: unknown[] = [];
    const stop = world.telegram.onRequest((moment, { name, answered, status }) => {
      news.push([moment, name, answered, status]);
    });
    world.telegram.answer(METHOD, [ok(), lost(reset())]);
    await send(world);
    await expect(send(world)).rejects.toThrow();
    await expect.poll(() => news).toHaveLength(4);
    stop();
    await send(world);
    expect(news).toEqual([
      ['asked', METHOD, false, null],
      ['ended', METHOD, true, 200],
      ['asked', METHOD, false, null],
      ['ended', METHOD, false, null],
    ]);
    await expect.poll(() => world.telegram.requests.every(({ endedAt }) => endedAt !== null)).toBe(true);
  });

  it('hang until the client gives up', async () => {
    await using world = await startWorld();
    world.telegram.answer(METHOD, [hang()]);
    const sending = send(world, AbortSignal.timeout(50));
    await expect(sending).rejects.toThrow(/timeout/i);
    expect(world.telegram.messages()).toEqual([]);
  });

  it('cut a body short of its content-length', async () => {
    await using world = await startWorld();
    world.telegram.answer(METHOD, [cut(10)]);
    const answer = await send(world);
    expect(Number(answer.headers.get('content-length'))).toBeGreaterThan(10);
    await expect(answer.text()).rejects.toThrow();
  });

  it('trickle byte by byte and never end, whatever the answer', async () => {
    await using world = await startWorld();
    world.telegram.answer(METHOD, [trickle(1), trickle(1, status(502))]);
    for (const code of [200, 502]) {
      const stop = new AbortController();
      const answer = await send(world, stop.signal);
      const pieces = answer.body?.getReader();
      let text = '';
      while (!text.endsWith('}  ')) text += Buffer.from((await pieces?.read())?.value ?? []).toString();
      expect([answer.status, JSON.parse(text).ok, world.telegram.open]).toEqual([code, code === 200, 1]);
      stop.abort();
      await expect.poll(() => world.telegram.open).toBe(0);
    }
    expect(world.telegram.messages()).toHaveLength(1);
  });

  it('rewrite the true answer', async () => {
    await using world = await startWorld();
    world.telegram.answer(METHOD, [rewritten((answer) => ({ was: answer }))]);
    expect(await (await send(world)).json()).toMatchObject({ was: { ok: true, result: { text: 'привет' } } });
  });

  it('take their time', async () => {
    await using world = await startWorld();
    world.telegram.answer(METHOD, [slow(40)]);
    const start = performance.now();
    await send(world);
    expect(performance.now() - start).toBeGreaterThan(35);
  });

  it('stand until they are lifted, on all paths of a kind', async () => {
    await using world = await startWorld();
    world.openai.answerAlways('/v1/*', status(500));
    const first = [await models(world), await models(world)];
    world.openai.answerAlways('/v1/*', null);
    expect([...first, await models(world)]).toEqual([500, 500, 401]);
  });

  it('do not keep a closing server waiting', async () => {
    const world = await startWorld({ latency: { transcribeMs: 60_000 } });
    world.telegram.answer(METHOD, [hang(), slow(60_000)]);
    const sending = [send(world), send(world)].map((one) => one.catch(() => 'broken'));
    await expect.poll(() => world.telegram.requests.length).toBe(2);
    await world[Symbol.asyncDispose]();
    expect(await Promise.all(sending)).toEqual(['broken', 'broken']);
  });
});

type World = Awaited<ReturnType<typeof startWorld>>;

function send(world: World, signal?: AbortSignal): Promise<Response> {
  const { TELEGRAM_BOT_TOKEN } = world.env();
  return fetch(`${world.telegram.url}/bot${TELEGRAM_BOT_TOKEN}/${METHOD}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ chat_id: world.chatId, text: 'привет' }),
    ...(signal === undefined ? {} : { signal }),
  });
}

async function models(world: World): Promise<number> {
  return (await fetch(`${world.openai.url}/v1/models`)).status;
}
