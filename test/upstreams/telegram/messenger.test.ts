import { createServer } from 'node:net';
import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { UpstreamError } from '../../../src/domain/trouble.js';
import { agentFor } from '../../../src/lib/proxy.js';
import { startHttpProxy } from '../../proxies/http-proxy.js';
import { listen } from '../../proxies/listening.js';
import { type Answer, hangUp, refuse, say } from './bot-api-server.js';
import { CARD, failure, GROUP, nothing, openRoom, running, TOKEN } from './room.js';

const SUPERGROUP = -1002222333444;
const FILE = { name: 'разговор "12".txt', text: 'Клиент: алло\nАнна: слушаю вас' };
const SENT = { chatId: GROUP, messageId: 5 };

describe('sending', () => {
  it('sends the card as HTML, without a preview, to the topic', async () => {
    await using room = await openRoom({ threadId: 9 });
    const sent = await room.messenger.send(CARD, nothing, running());
    expect(sent).toEqual({ chatId: GROUP, messageId: 77 });
    expect(room.api.received).toEqual([
      {
        method: 'sendMessage',
        fields: {
          chat_id: GROUP,
          message_thread_id: 9,
          text: CARD.html,
          parse_mode: 'HTML',
          link_preview_options: { is_disabled: true },
        },
      },
    ]);
  });

  it('sends a text file as a reply', async () => {
    await using room = await openRoom();
    const sent = await room.messenger.sendFile(FILE, SENT, nothing, running());
    expect(sent).toEqual({ chatId: GROUP, messageId: 77 });
    expect(room.api.received).toEqual([
      {
        method: 'sendDocument',
        fields: {
          method: 'sendDocument',
          chat_id: String(GROUP),
          document: { name: 'разговор _12_.txt', text: FILE.text },
          reply_parameters: JSON.stringify({ message_id: 5, allow_sending_without_reply: true }),
        },
      },
    ]);
    await room.messenger.sendFile({ ...FILE, caption: 'ещё раз' }, SENT, nothing, running());
    expect(room.api.received[1]?.fields).toMatchObject({ caption: 'ещё раз' });
  });

  it('says so right before anything is written', async () => {
    await using room = await openRoom();
    let receivedBefore = -1;
    const note = async () => {
      receivedBefore = room.api.received.length;
    };
    await room.messenger.send(CARD, note, running());
    expect(receivedBefore).toBe(0);
    expect(room.api.received).toHaveLength(1);
  });

  it('writes nothing when that cannot be noted', async () => {
    await using room = await openRoom();
    const disk = new Error('the disk is full');
    const error = await failure(room.messenger.send(CARD, () => Promise.reject(disk), running()));
    expect(error).toBe(disk);
    expect(room.api.received).toHaveLength(0);
  });
});

describe('mending', () => {
  it('sends the same text without marks when the marks are refused', async () => {
    await using room = await openRoom();
    room.api.plan(refuse(400, 'Bad Request: can\'t parse entities: Unsupported start tag "свет" at byte offset 20'));
    await room.messenger.send(CARD, nothing, running());
    expect(room.api.received).toHaveLength(2);
    expect(room.api.received[1]?.fields).toEqual({
      chat_id: GROUP,
      text: CARD.plain,
      link_preview_options: { is_disabled: true },
    });
  });

  it('edits without marks too', async () => {
    await using room = await openRoom();
    room.api.plan(refuse(400, "Bad Request: can't parse entities"));
    expect(await room.messenger.edit(SENT, CARD, running())).toBe('edited');
    expect(room.api.received[1]?.fields).toMatchObject({ message_id: 5, text: CARD.plain });
  });

  it.each(['Bad Request: message thread not found', 'Bad Request: TOPIC_CLOSED', 'Bad Request: TOPIC_DELETED'])(
    'sends outside the topic: %s',
    async (description) => {
      await using room = await openRoom({ threadId: 9 });
      room.api.plan(refuse(400, description));
      await room.messenger.send(CARD, nothing, running());
      expect(room.api.received.map(({ fields }) => fields.message_thread_id)).toEqual([9, undefined]);
    },
  );

  it.each(['Bad Request: message to be replied not found', 'Bad Request: REPLY_MESSAGE_ID_INVALID'])(
    'sends the file without a reply: %s',
    async (description) => {
      await using room = await openRoom();
      room.api.plan(refuse(400, description));
      await room.messenger.sendFile(FILE, SENT, nothing, running());
      expect(room.api.received[1]?.fields.reply_parameters).toBeUndefined();
      expect(room.api.received[1]?.fields.document).toMatchObject({ text: FILE.text });
    },
  );

  it('mends one thing after the other, and tells of the writing once', async () => {
    await using room = await openRoom({ threadId: 9 });
    let told = 0;
    room.api.plan(
      refuse(400, 'Bad Request: message thread not found'),
      moved(SUPERGROUP),
      refuse(400, "Bad Request: can't parse entities"),
    );
    const tell = async () => {
      told++;
    };
    const sent = await room.messenger.send(CARD, tell, running());
    expect(sent.chatId).toBe(SUPERGROUP);
    expect(told).toBe(1);
    expect(room.api.received).toHaveLength(4);
  });

  it('gives up when the plain text is refused as well', async () => {
    await using room = await openRoom();
    const refusal = refuse(400, "Bad Request: can't parse entities");
    room.api.plan(refusal, refusal);
    expect(await failure(room.messenger.send(CARD, nothing, running()))).toMatchObject({ trouble: 'rejected' });
    expect(room.api.received).toHaveLength(2);
  });
});

describe('a group that became a supergroup', () => {
  it('is followed, and remembered', async () => {
    await using room = await openRoom();
    room.api.plan(moved(SUPERGROUP));
    expect(await room.messenger.send(CARD, nothing, running())).toEqual({ chatId: SUPERGROUP, messageId: 77 });
    expect(room.memory.get(`telegram.chat.${GROUP}`)).toBe(String(SUPERGROUP));

    await room.messenger.send(CARD, nothing, running());
    expect(room.api.received.map(({ fields }) => fields.chat_id)).toEqual([GROUP, SUPERGROUP, SUPERGROUP]);
  });

  it('is followed through several moves', async () => {
    await using room = await openRoom();
    room.memory.set(`telegram.chat.${GROUP}`, '-1001').set('telegram.chat.-1001', '-1002');
    expect(await room.messenger.send(CARD, nothing, running())).toMatchObject({ chatId: -1002 });
    expect(room.api.received).toHaveLength(1);
  });

  it('is not followed in circles', async () => {
    await using room = await openRoom();
    room.memory.set(`telegram.chat.${GROUP}`, '-1001').set('telegram.chat.-1001', String(GROUP));
    const circle = Array.from({ length: 20 }, (_, turn) => moved(turn % 2 ? GROUP : -1001));
    room.api.plan(...circle);
    expect(await failure(room.messenger.send(CARD, nothing, running()))).toMatchObject({ trouble: 'transient' });
    expect(room.api.received.length).toBeLessThan(10);
  });

  it('leaves its old messages behind', async () => {
    await using room = await openRoom();
    room.memory.set(`telegram.chat.${GROUP}`, String(SUPERGROUP));
    expect(await room.messenger.edit(SENT, CARD, running())).toBe('gone');
    expect(room.api.received).toHaveLength(0);

    await room.messenger.sendFile(FILE, SENT, nothing, running());
    expect(room.api.received[0]?.fields).toMatchObject({ chat_id: String(SUPERGROUP) });
    expect(room.api.received[0]?.fields.reply_parameters).toBeUndefined();
  });

  it('is noticed by an edit', async () => {
    await using room = await openRoom();
    room.api.plan(moved(SUPERGROUP));
    expect(await room.messenger.edit(SENT, CARD, running())).toBe('gone');
    expect(room.memory.get(`telegram.chat.${GROUP}`)).toBe(String(SUPERGROUP));
    expect(room.api.received).toHaveLength(1);
  });
});

describe('editing', () => {
  it('writes over the message where it stands', async () => {
    await using room = await openRoom({ threadId: 9 });
    expect(await room.messenger.edit({ chatId: -77, messageId: 5 }, CARD, running())).toBe('edited');
    expect(room.api.received).toEqual([
      {
        method: 'editMessageText',
        fields: {
          chat_id: -77,
          message_id: 5,
          text: CARD.html,
          parse_mode: 'HTML',
          link_preview_options: { is_disabled: true },
        },
      },
    ]);
  });

  it.each<[string, 'edited' | 'gone']>([
    ['Bad Request: message is not modified: specified new message content is the same', 'edited'],
    ['Bad Request: message to edit not found', 'gone'],
    ["Bad Request: message can't be edited", 'gone'],
    ['Bad Request: MESSAGE_ID_INVALID', 'gone'],
  ])('%s: %s', async (description, outcome) => {
    await using room = await openRoom();
    room.api.plan(refuse(400, description));
    expect(await room.messenger.edit(SENT, CARD, running())).toBe(outcome);
    expect(room.api.received).toHaveLength(1);
  });
});

describe('an answer', () => {
  it('that names no message leaves a send uncertain', async () => {
    await using room = await openRoom();
    room.api.plan(say(200, '{"ok":true,"result":true}', 'application/json'));
    expect(await failure(room.messenger.send(CARD, nothing, running()))).toMatchObject({ trouble: 'uncertain' });
  });
});

describe('nothing was sent', () => {
  it.each([
    ['nobody listens', 'http://127.0.0.1:1/'],
    ['no such name', 'http://telegram.invalid/'],
    ['not TLS', 'https'],
  ])('%s: transient', async (_case, apiRoot) => {
    await using server = await openRoom();
    const there = apiRoot === 'https' ? (await server.api.apiRoot()).replace('http:', 'https:') : apiRoot;
    await using room = await openRoom({ apiRoot: there });
    expect(await failure(room.messenger.send(CARD, nothing, running()))).toMatchObject({
      trouble: 'transient',
      message: expect.stringMatching(/^no line to Telegram: \S/),
    });
  });
});

describe('through a proxy', () => {
  const credentials = { user: 'alice', password: 'hush-hush' };

  it('reaches a Bot API that speaks plain http', async () => {
    await using proxy = await startHttpProxy(credentials);
    await using room = await openRoom({ agent: await agentFor(`http://alice:hush-hush@127.0.0.1:${proxy.port}`) });
    await room.messenger.send(CARD, nothing, running());
    await room.messenger.sendFile(FILE, SENT, nothing, running());
    expect(room.api.received).toHaveLength(2);
    const target = new URL(await room.api.apiRoot()).host;
    expect(proxy.asked).toEqual(Array(2).fill({ target, user: 'alice', accepted: true }));
  });

  it('a wrong password has sent nothing', async () => {
    await using proxy = await startHttpProxy(credentials);
    await using room = await openRoom({ agent: await agentFor(`http://alice:wr0ng@127.0.0.1:${proxy.port}`) });
    const error = await failure(room.messenger.send(CARD, nothing, running()));
    expect(error).toMatchObject({ trouble: 'transient', message: expect.stringContaining('(407)') });
    expect(inspect(error, { depth: 10 })).not.toContain('wr0ng');
    expect(room.api.received).toHaveLength(0);
  });

  it('a proxy that says nothing has sent nothing', async () => {
    await using silent = await listen(createServer());
    const agent = await agentFor(`http://127.0.0.1:${silent.port}`, { connectMs: 100 });
    await using room = await openRoom({ agent });
    expect(await failure(room.messenger.send(CARD, nothing, running()))).toMatchObject({ trouble: 'transient' });
  });
});

describe('an error', () => {
  it.each<[string, Answer]>([
    ['refusal', refuse(400, 'Bad Request: chat not found')],
    ['refusal of a relay that quotes', refuse(400, `Bad Request: no method https://relay/bot${TOKEN}/sendMessage`)],
    ['5xx', say(502, 'no')],
    ['block page', say(200, '<html>')],
    ['half a JSON with the card', say(200, '{"ok":true,"result":{"text":"Ольга', 'application/json')],
    ['hang-up', hangUp],
  ])('keeps neither token nor card: %s', async (_case, answer) => {
    await using room = await openRoom();
    room.api.plan(answer);
    const error = await failure(room.messenger.send(CARD, nothing, running()));
    expect(error).toBeInstanceOf(UpstreamError);
    const words = inspect(error, { depth: 10, showHidden: true });
    expect(words).not.toContain(TOKEN.split(':')[1]);
    expect(words).not.toContain('Ольга');
  });
});

describe('ping', () => {
  it('resolves when the line answers', async () => {
    await using room = await openRoom();
    await room.messenger.ping(running());
    expect(room.api.received).toEqual([{ method: 'getMe', fields: {} }]);
  });

  it('tells of a wrong token', async () => {
    await using room = await openRoom();
    room.api.plan(refuse(401, 'Unauthorized'));
    expect(await failure(room.messenger.ping(running()))).toMatchObject({ trouble: 'unauthorized' });
  });
});

function moved(to: number): Answer {
  return refuse(400, 'Bad Request: group chat was upgraded to a supergroup chat', { migrate_to_chat_id: to });
}
