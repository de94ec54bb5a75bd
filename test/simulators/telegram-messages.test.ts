import { describe, expect, it } from 'vitest';
import { startWorld } from '../../src/simulators/world.js';
import { call, edit, refusal, send } from './telegram-client.js';

describe('Telegram: messages', () => {
  it('parses, stores and shows what was sent', async () => {
    await using world = await startWorld({ clock: () => new Date('2026-11-20T09:00:00Z') });
    const first = await send(world, { text: '  <b>Ольга</b>: замер &amp; кухня\n', parse_mode: 'HTML' });
    const second = await send(world, { reply_parameters: { message_id: 1 }, disable_notification: true });
    expect(first).toEqual({
      message_id: 1,
      from: { id: 7000000001, is_bot: true, first_name: 'audiobot', username: 'audiobot_bot' },
      chat: { id: world.chatId, title: 'Звонки', type: 'group' },
      date: 1795165200,
      text: 'Ольга: замер & кухня',
      entities: [{ type: 'bold', offset: 0, length: 5 }],
    });
    expect(second).toMatchObject({ message_id: 2, reply_to_message: { message_id: 1, text: 'Ольга: замер & кухня' } });
    expect(world.telegram.messages(world.chatId)).toMatchObject([
      { id: 1, text: 'Ольга: замер & кухня', silent: false },
      { id: 2, replyTo: 1, silent: true },
    ]);
  });

  it.each(['application/x-www-form-urlencoded', 'multipart/form-data', 'query'])('takes %s', async (type) => {
    await using world = await startWorld();
    const fields = { chat_id: String(world.chatId), text: 'a+b & c', reply_markup: '{"inline_keyboard":[]}' };
    const parameters = new URLSearchParams(fields);
    const form = new FormData();
    for (const [name, value] of parameters) form.set(name, value);
    const body = type === 'multipart/form-data' ? form : parameters;
    const url = `${world.telegram.url}/bot${world.env().TELEGRAM_BOT_TOKEN}/sendmessage`;
    const answer = type === 'query' ? await fetch(`${url}?${parameters}`) : await fetch(url, { method: 'POST', body });
    expect(await answer.json()).toMatchObject({ ok: true, result: { text: 'a+b & c', reply_markup: {} } });
  });

  it('edits, keeping what it said before', async () => {
    await using world = await startWorld();
    const heard: string[] = [];
    const deaf = world.telegram.onMessage((change, message) => heard.push(`${change} ${message.text}`));
    await send(world, { text: 'Разбираю…' });
    const edited = await edit(world, { text: '<b>Готово</b>', parse_mode: 'HTML' });
    expect(edited).toMatchObject({ message_id: 1, text: 'Готово', edit_date: expect.any(Number) });
    expect(world.telegram.messages()).toMatchObject([
      { text: 'Готово', entities: [{ type: 'bold' }], history: [{ text: 'Разбираю…', entities: [] }] },
    ]);
    await call(world, 'deleteMessage', { chat_id: world.chatId, message_id: 1 });
    deaf();
    await send(world);
    expect(heard).toEqual(['sent Разбираю…', 'edited Готово', 'deleted Готово']);
    expect(world.telegram.messages()).toMatchObject([{ id: 2 }]);
  });

  it('keeps documents with their words', async () => {
    await using world = await startWorld();
    await send(world);
    const sent = await call(world, 'sendDocument', {
      chat_id: world.chatId,
      document: { source: Buffer.from('Клиент: да\n'), filename: 'разговор.txt' },
      caption: '<i>полный текст</i>',
      parse_mode: 'HTML',
      reply_parameters: JSON.stringify({ message_id: 1 }),
    });
    expect(sent).toMatchObject({
      message_id: 2,
      caption: 'полный текст',
      caption_entities: [{ type: 'italic', offset: 0, length: 12 }],
      document: { file_name: 'разговор.txt', mime_type: 'text/plain', file_size: 19 },
      reply_to_message: { message_id: 1 },
    });
    expect(world.telegram.messages()[1]?.document).toMatchObject({ name: 'разговор.txt', text: 'Клиент: да\n' });
  });

  it('does not see a reply that the library dropped in an upload', async () => {
    await using world = await startWorld();
    await send(world);
    const document = { source: Buffer.from('a'), filename: 'a.txt' };
    await call(world, 'sendDocument', { chat_id: world.chatId, document, reply_parameters: { message_id: 1 } });
    expect(world.telegram.messages()[1]?.replyTo).toBeNull();
  });

  it('measures 4096 UTF-16 units after the marks are gone', async () => {
    await using world = await startWorld();
    const longest = `<b>${'я'.repeat(4094)}😀</b> `;
    expect(await send(world, { text: longest, parse_mode: 'HTML' })).toMatchObject({ message_id: 1 });
    expect(await refusal(send(world, { text: `я${longest}`, parse_mode: 'HTML' }))).toMatchObject({
      error_code: 400,
      description: 'Bad Request: message is too long',
    });
  });

  it('counts ids per supergroup, and together for basic groups', async () => {
    await using world = await startWorld();
    for (const id of [-200, -1001, -1002]) world.telegram.chats.add(id);
    const ids: unknown[] = [];
    for (const chat_id of [world.chatId, -200, -1001, -1002]) ids.push(await send(world, { chat_id }));
    expect(ids).toMatchObject([{ message_id: 1 }, { message_id: 2 }, { message_id: 1 }, { message_id: 1 }]);
  });
});
