import { describe, expect, it } from 'vitest';
import { agentFor } from '../../../src/lib/proxy.js';
import { startWorld, type World } from '../../../src/simulators/world.js';
import { BotApi } from '../../../src/upstreams/telegram/bot-api.js';
import { lookUpBot, lookUpChat } from '../../../src/upstreams/telegram/checkup.js';
import { startHttpProxy } from '../../proxies/http-proxy.js';
import { type Answer, BotApiServer, hangUp, refuse, say, saySilence } from './bot-api-server.js';
import { GROUP, running, TOKEN } from './room.js';

const BOT = 7000000001;
const SUPERGROUP = -1001234567890;

describe('the bot', () => {
  it('is there, and how quick it is', async () => {
    await using world = await startWorld();
    const { found } = await lookUpBot(await apiOf(world), running());
    expect(found).toEqual({ id: BOT, name: 'audiobot_bot', tookMs: expect.any(Number) });
  });

  it('is not known by a wrong token', async () => {
    await using world = await startWorld();
    expect(await lookUpBot(await apiOf(world, '1:wrong'), running())).toEqual({ found: null, ailment: 'bad-token' });
  });

  it.each<[string, Answer, string]>([
    ['404', refuse(404, 'Not Found'), 'wrong-address'],
    ['flood', refuse(429, 'Too Many Requests: retry after 5', { retry_after: 5 }), 'slow-down'],
    ['502', say(502, 'Bad Gateway'), 'failed'],
    ['a block page', say(200, '<html>blocked</html>'), 'foreign-answer'],
    ['an answer that names no bot', say(200, '{"ok":true,"result":{}}', 'application/json'), 'foreign-answer'],
    ['a connection that ends', hangUp, 'failed'],
  ])('behind %s', async (_, answer, ailment) => {
    await using server = new BotApiServer();
    server.plan(answer);
    const api = new BotApi({ botToken: TOKEN, apiRoot: await server.apiRoot(), agent: await agentFor(null) });
    expect(await lookUpBot(api, running())).toEqual({ found: null, ailment });
  });

  it.each([
    ['a dead proxy', 'http://127.0.0.1:9', 'no-line'],
    ['a proxy that refuses our login', 'wrong', 'proxy-login'],
  ])('behind %s', async (_, address, ailment) => {
    await using proxy = await startHttpProxy({ user: 'a', password: 'right' });
    const agent = await agentFor(address === 'wrong' ? `http://a:wrong@127.0.0.1:${proxy.port}` : address);
    const api = new BotApi({ botToken: TOKEN, apiRoot: 'http://api.telegram.test/', agent });
    expect(await lookUpBot(api, running())).toEqual({ found: null, ailment });
    agent.destroy();
  });

  it('is given up when told', async () => {
    await using server = new BotApiServer();
    server.plan(saySilence);
    const api = new BotApi({ botToken: TOKEN, apiRoot: await server.apiRoot(), agent: await agentFor(null) });
    const stop = new AbortController();
    const looking = lookUpBot(api, stop.signal);
    await expect.poll(() => server.received.length).toBe(1);
    stop.abort(new Error('time is over'));
    await expect(looking).rejects.toThrow('time is over');
  });
});

describe('a chat', () => {
  it('may be written to, and nothing is posted', async () => {
    await using world = await startWorld();
    expect(await lookUp(world, GROUP)).toEqual({
      found: { title: 'Звонки', kind: 'group', isForum: false, movedTo: null, barrier: null },
      ailment: null,
    });
    expect(world.telegram.messages()).toEqual([]);
  });

  it.each<[string, (world: World) => void, string]>([
    ['kicked', ({ telegram }) => telegram.kick(GROUP), 'kicked'],
    ['not in it', ({ telegram }) => telegram.leave(GROUP), 'left'],
    ['muted', ({ telegram }) => telegram.mute(GROUP), 'muted'],
    ['deleted', ({ telegram }) => void telegram.chats.add(GROUP, { access: 'deleted' }), 'deleted'],
  ])('where the bot is %s', async (_, arrange, barrier) => {
    await using world = await startWorld();
    arrange(world);
    expect(await lookUp(world, GROUP)).toMatchObject({ found: { barrier, movedTo: null } });
  });

  it('that is not there', async () => {
    await using world = await startWorld();
    expect(await lookUp(world, -42)).toMatchObject({ found: { kind: null, barrier: 'not-found' } });
  });

  it('that has become a supergroup', async () => {
    await using world = await startWorld();
    world.telegram.upgrade(GROUP, SUPERGROUP);
    expect(await lookUp(world, GROUP)).toMatchObject({ found: { movedTo: SUPERGROUP } });
    expect(await lookUp(world, SUPERGROUP)).toMatchObject({ found: { kind: 'supergroup', barrier: null } });
  });

  it('with topics', async () => {
    await using world = await startWorld();
    world.telegram.chats.add(SUPERGROUP, { threads: [7] });
    expect(await lookUp(world, SUPERGROUP, 7)).toMatchObject({ found: { isForum: true, barrier: null } });
    expect(await lookUp(world, SUPERGROUP, 8)).toMatchObject({ found: { isForum: true, barrier: 'no-topic' } });
  });

  it('that is a channel: the rights alone tell', async () => {
    await using server = new BotApiServer();
    const answers: Record<string, object> = {
      getChat: { id: -1009, type: 'channel', title: 'Сводка' },
      getChatMember: { status: 'administrator', can_post_messages: true },
    };
    const answer: Answer = (response, { method }) => {
      const result = answers[method];
      const ending = result
        ? say(200, JSON.stringify({ ok: true, result }))
        : refuse(400, 'Bad Request: not supported');
      ending(response, { method, fields: {} });
    };
    server.plan(answer, answer, answer, answer, answer, answer);
    const api = new BotApi({ botToken: TOKEN, apiRoot: await server.apiRoot(), agent: await agentFor(null) });
    const place = { chatId: -1009, threadId: null };
    expect(await lookUpChat(api, place, BOT, running())).toMatchObject({ found: { kind: 'channel', barrier: null } });
    answers.getChatMember = { status: 'administrator', can_post_messages: false };
    expect(await lookUpChat(api, place, BOT, running())).toMatchObject({ found: { barrier: 'muted' } });
  });

  it('while the token is taken back', async () => {
    await using world = await startWorld();
    const found = await lookUpChat(await apiOf(world, '1:wrong'), { chatId: GROUP, threadId: null }, BOT, running());
    expect(found).toEqual({ found: null, ailment: 'bad-token' });
  });
});

async function apiOf(world: World, botToken = world.env().TELEGRAM_BOT_TOKEN ?? ''): Promise<BotApi> {
  return new BotApi({ botToken, apiRoot: `${world.telegram.url}/`, agent: await agentFor(null) });
}

async function lookUp(world: World, chatId: number, threadId: number | null = null): Promise<unknown> {
  return lookUpChat(await apiOf(world), { chatId, threadId }, BOT, running());
}
