import { describe, expect, it } from 'vitest';
import { startWorld } from '../../src/simulators/world.js';
import { call, edit, refusal, send } from './telegram-client.js';

describe('Telegram: refusals', () => {
  it.each([
    ['sendMessage', { text: '' }, 'message text is empty'],
    ['sendMessage', { text: ' \n ' }, 'text must be non-empty'],
    ['sendMessage', { text: '<b></b>', parse_mode: 'HTML' }, 'text must be non-empty'],
    [
      'sendMessage',
      { text: '<br>', parse_mode: 'HTML' },
      `can't parse entities: Unsupported start tag "br" at byte offset 0`,
    ],
    ['sendMessage', { text: 'a', parse_mode: 'BBCode' }, 'unsupported parse_mode'],
    ['sendMessage', { text: 'a', chat_id: 5 }, 'chat not found'],
    ['sendMessage', { text: 'a', chat_id: '' }, 'chat_id is empty'],
    ['sendMessage', { text: 'a', message_thread_id: 7 }, 'message thread not found'],
    ['sendMessage', { text: 'a', reply_parameters: { message_id: 9 } }, 'message to be replied not found'],
    ['editMessageText', { text: 'a', message_id: 9 }, 'message to edit not found'],
    ['editMessageText', { text: 'a' }, 'message identifier is not specified'],
    ['deleteMessage', { message_id: 9 }, 'message to delete not found'],
    ['sendDocument', {}, 'there is no document in the request'],
    ['sendDocument', { document: 'unknown' }, 'wrong file identifier/HTTP URL specified'],
    ['sendDocument', { document: file(10), caption: 'я'.repeat(1025) }, 'message caption is too long'],
    ['sendDocument', { document: file(0) }, 'file must be non-empty'],
    ['sendChatAction', { action: 'dancing' }, 'wrong parameter action in request'],
    ['setMyCommands', { commands: [{ command: 'Звонки', description: 'a' }] }, 'BOT_COMMAND_INVALID'],
    ['setMyCommands', { commands: [{ command: 'calls', description: '' }] }, 'BOT_COMMAND_DESCRIPTION_INVALID'],
  ])('%s %j', async (method, payload, why) => {
    await using world = await startWorld();
    expect(await refusal(call(world, method, { chat_id: world.chatId, ...payload }))).toEqual({
      ok: false,
      error_code: 400,
      description: `Bad Request: ${why}`,
    });
    expect(world.telegram.messages()).toEqual([]);
  });

  it('a reply to what is gone, where that is allowed, is a plain message', async () => {
    await using world = await startWorld();
    await send(world, { reply_parameters: { message_id: 9, allow_sending_without_reply: true } });
    expect(world.telegram.messages()).toMatchObject([{ replyTo: null }]);
  });

  it('an edit that changes nothing, and one of a document', async () => {
    await using world = await startWorld();
    await send(world, { text: '<b>a</b>', parse_mode: 'HTML' });
    const same = await refusal(edit(world, { text: ' <strong>a</strong>', parse_mode: 'HTML' }));
    expect(same).toMatchObject({
      error_code: 400,
      description: expect.stringMatching(/^Bad Request: message is not modified: /),
    });
    expect(await edit(world, { text: 'a' })).toMatchObject({ text: 'a' });
    await call(world, 'sendDocument', { chat_id: world.chatId, document: file(3) });
    const document = await refusal(edit(world, { message_id: 2, text: 'a' }));
    expect(document).toMatchObject({ description: 'Bad Request: there is no text in the message to edit' });
  });

  it('a deletion after two days', async () => {
    let now = Date.parse('2026-11-20T09:00:00Z');
    await using world = await startWorld({ clock: () => new Date(now) });
    await send(world);
    now += 48 * 3600_000 + 1;
    const late = await refusal(call(world, 'deleteMessage', { chat_id: world.chatId, message_id: 1 }));
    expect(late).toMatchObject({ description: "Bad Request: message can't be deleted for everyone" });
  });

  it.each([
    ['/bot1:wrong/getMe', 401, 'Unauthorized'],
    ['/getMe', 404, 'Not Found'],
    ['/bot7000000001:AAsimulated-0123456789abcdefghijklm/constructor', 404, 'Not Found: method not found'],
    ['/bot7000000001:AAsimulated-0123456789abcdefghijklm/sendRichMessage', 404, 'Not Found: method not found'],
  ])('%s', async (path, code, description) => {
    await using world = await startWorld();
    const answer = await fetch(`${world.telegram.url}${path}`);
    expect([answer.status, await answer.json()]).toEqual([code, { ok: false, error_code: code, description }]);
  });

  it('JSON that is none', async () => {
    await using world = await startWorld();
    const headers = { 'content-type': 'application/json' };
    const url = `${world.telegram.url}/bot${world.env().TELEGRAM_BOT_TOKEN}/getMe`;
    expect((await fetch(url, { method: 'POST', headers, body: '{' })).status).toBe(400);
  });
});

function file(bytes: number): object {
  return { source: Buffer.alloc(bytes, 'a'), filename: 'a.txt' };
}
