import { describe, expect, it } from 'vitest';
import { REAL_FLOOD } from '../../src/simulators/telegram/flood.js';
import { startWorld } from '../../src/simulators/world.js';
import { call, edit, refusal, send } from './telegram-client.js';

describe('Telegram: chats', () => {
  it('kicked, muted, and let in again', async () => {
    await using world = await startWorld();
    world.telegram.kick(world.chatId);
    const kicked = await refusal(send(world));
    world.telegram.mute(world.chatId);
    const muted = await refusal(send(world));
    world.telegram.admit(world.chatId);
    await send(world);
    expect(kicked).toMatchObject({ error_code: 403, description: 'Forbidden: bot was kicked from the group chat' });
    expect(muted).toMatchObject({ error_code: 400, description: expect.stringMatching(/not enough rights/) });
    expect(world.telegram.messages()).toHaveLength(1);
  });

  it('the bot finds itself restricted, or not there', async () => {
    await using world = await startWorld();
    const self = { chat_id: world.chatId, user_id: 7000000001 };
    world.telegram.mute(world.chatId);
    expect(await call(world, 'getChatMember', self)).toMatchObject({ status: 'restricted', can_send_messages: false });
    world.telegram.leave(world.chatId);
    expect(await refusal(call(world, 'getChatMember', self))).toMatchObject({
      error_code: 403,
      description: 'Forbidden: bot is not a member of the group chat',
    });
  });

  it('a group becomes a supergroup, and its messages stay behind', async () => {
    await using world = await startWorld();
    await send(world);
    world.telegram.upgrade(world.chatId, -1001234567890);
    expect(await refusal(send(world))).toEqual({
      ok: false,
      error_code: 400,
      description: 'Bad Request: group chat was upgraded to a supergroup chat',
      parameters: { migrate_to_chat_id: -1001234567890 },
    });
    expect(await refusal(edit(world, { text: 'a' }))).toMatchObject({
      parameters: { migrate_to_chat_id: -1001234567890 },
    });
    const moved = { chat_id: -1001234567890 };
    expect(await refusal(edit(world, { ...moved, text: 'a' }))).toMatchObject({
      description: expect.stringMatching(/not found/),
    });
    expect(await send(world, moved)).toMatchObject({ message_id: 1, chat: { type: 'supergroup' } });
    expect(world.telegram.messages(-1001234567890)).toHaveLength(1);
  });

  it('topics of a forum', async () => {
    await using world = await startWorld({ chatId: -1001 });
    world.telegram.chats.add(-1001, { threads: [7] });
    expect(await send(world, { message_thread_id: 7 })).toMatchObject({ message_thread_id: 7, is_topic_message: true });
    expect(await refusal(send(world, { message_thread_id: 8 }))).toMatchObject({ error_code: 400 });
  });

  it('who and where', async () => {
    await using world = await startWorld();
    const chat_id = world.chatId;
    expect(await call(world, 'getMe')).toMatchObject({ is_bot: true, username: 'audiobot_bot' });
    expect(await call(world, 'getChat', { chat_id })).toMatchObject({ id: chat_id, type: 'group' });
    expect(await call(world, 'getChatMember', { chat_id, user_id: 1 })).toMatchObject({ status: 'member' });
    expect(await call(world, 'sendChatAction', { chat_id, action: 'typing' })).toBe(true);
    expect(await call(world, 'setMyCommands', { commands: [{ command: 'calls', description: 'Звонки' }] })).toBe(true);
  });
});

describe('Telegram: flood control', () => {
  it('is off unless it is asked for', async () => {
    await using world = await startWorld();
    await Promise.all(Array.from({ length: 40 }, () => send(world)));
    expect(world.telegram.messages()).toHaveLength(40);
  });

  it('lets 20 messages and edits a minute into one chat, and names the wait', async () => {
    let now = Date.parse('2026-11-20T09:00:00Z');
    await using world = await startWorld({ flood: REAL_FLOOD, clock: () => new Date(now) });
    world.telegram.chats.add(-200);
    for (let sent = 0; sent < 20; sent += 1) {
      await (sent % 2 === 0 ? send(world) : edit(world, { text: `правка ${sent}` }));
      now += 1000;
    }
    const refused = await refusal(send(world));
    expect(refused).toEqual({
      ok: false,
      error_code: 429,
      description: 'Too Many Requests: retry after 40',
      parameters: { retry_after: 40 },
    });
    expect(await send(world, { chat_id: -200 })).toHaveProperty('message_id');
    now += 40_000;
    expect(await send(world)).toHaveProperty('message_id');
  });

  it('says it in a header too', async () => {
    await using world = await startWorld({ flood: { perChatMinute: null, perSecond: 1 } });
    const url = `${world.telegram.url}/bot${world.env().TELEGRAM_BOT_TOKEN}/sendMessage?chat_id=${world.chatId}&text=a`;
    await fetch(url);
    const answer = await fetch(url);
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([429, '1']);
  });
});
