import { describe, expect, it } from 'vitest';
import { withoutWords } from '../../src/domain/transcript/transcript.js';
import { type Trouble, UpstreamError } from '../../src/domain/trouble.js';
import { notify } from '../../src/pipeline/4-notify.js';
import { deliverFile, deliverHeader, deliverMessage, type Outbox } from '../../src/pipeline/deliver.js';
import { SqlDeliveries } from '../../src/store/deliveries.js';
import { openBench } from '../store/bench.js';
import { call } from '../store/samples.js';
import { Chat, plain } from './chat.js';

const signal = new AbortController().signal;
/** Ended five minutes before the clock of the room. */
const CALL = { ...call('in_a'), live: true };
const FILE = { name: 'Расшифровка.txt', text: 'Да.' };

const delivered = async () => undefined;

describe('a card', () => {
  it('is an intent before it is a request', async () => {
    await using room = await openRoom();
    const states: unknown[] = [];
    const { chat, outbox } = room;
    const send = chat.send.bind(chat);
    chat.send = (message, beforeWriting) =>
      send(message, async () => {
        states.push(await room.state());
        await beforeWriting();
        states.push(await room.state());
      });
    await deliverMessage(outbox, CALL, plain('card'), signal);
    expect([...states, await room.state()]).toEqual(['pending', 'sending', 'sent']);
  });

  it('takes the place of the header, and is edited in place when it changes', async () => {
    await using room = await openRoom();
    await deliverHeader(room.outbox, 'in_a', plain('header'), signal);
    const first = await deliverMessage(room.outbox, CALL, plain('card'), signal);
    expect(await deliverMessage(room.outbox, CALL, plain('another card'), signal)).toEqual(first);
    expect(room.chat.texts).toEqual(['another card']);
    expect(room.chat.tried).toEqual(['send', 'edit', 'edit']);
  });

  it('is sent anew when its message is gone', async () => {
    await using room = await openRoom();
    const first = await deliverMessage(room.outbox, CALL, plain('card'), signal);
    room.chat.delete(first.messageId);
    const second = await deliverMessage(room.outbox, CALL, plain('card'), signal);
    expect(room.chat.texts).toEqual(['card']);
    expect(second.messageId).not.toBe(first.messageId);
    expect(await deliverMessage(room.outbox, CALL, plain('edited'), signal)).toEqual(second);
    expect(room.chat.texts).toEqual(['edited']);
  });

  it.each<[Trouble, boolean]>([
    ['transient', false],
    ['transient', true],
    ['rejected', true],
    ['unauthorized', true],
  ])(
    'that was definitely not sent (%s, its turn had come: %s) is sent later, without a mark',
    async (trouble, written) => {
      await using room = await openRoom();
      room.chat.failNext('send', trouble, { written });
      await expect(deliverMessage(room.outbox, CALL, plain('card'), signal)).rejects.toMatchObject({ trouble });
      expect(await room.state()).toBe('pending');
      await deliverMessage(room.outbox, CALL, plain('card'), signal);
      expect(room.chat.texts).toEqual(['card']);
      expect(room.chat.tried).toEqual(['send', 'send']);
    },
  );

  it('that may have arrived is repeated with a mark, over a line that answers', async () => {
    await using room = await openRoom();
    room.chat.failNext('send', 'uncertain');
    await expect(deliverMessage(room.outbox, CALL, plain('card'), signal)).rejects.toMatchObject({
      trouble: 'uncertain',
    });
    expect(await room.state()).toBe('sending');
    await deliverMessage(room.outbox, CALL, plain('card'), signal);
    expect(room.chat.tried).toEqual(['send', 'ping', 'send']);
    expect(room.chat.texts).toEqual([expect.stringMatching(/возможно, повтор.*\ncard$/)]);
  });

  it('is not repeated over a dead line', async () => {
    await using room = await openRoom();
    room.chat.failNext('send', 'uncertain');
    room.chat.failNext('ping', 'transient');
    for (const attempt of ['send', 'ping']) {
      await expect(deliverMessage(room.outbox, CALL, plain('card'), signal), attempt).rejects.toThrow(attempt);
    }
    expect(room.chat.tried).toEqual(['send', 'ping']);
    expect(room.chat.texts).toEqual([]);
    expect(await room.state()).toBe('sending');
  });

  it('keeps its mark while nobody knows, whatever the repeat met with', async () => {
    await using room = await openRoom();
    room.chat.failNext('send', 'uncertain');
    room.chat.failNext('send', 'transient');
    for (let attempt = 0; attempt < 2; attempt++) {
      await expect(deliverMessage(room.outbox, CALL, plain('card'), signal)).rejects.toThrow(UpstreamError);
    }
    await deliverMessage(room.outbox, CALL, plain('card'), signal);
    expect(room.chat.texts).toEqual([expect.stringContaining('возможно, повтор')]);
  });

  it('keeps its mark when it is edited, as the first one may stand there still', async () => {
    await using room = await openRoom();
    room.chat.failNext('send', 'uncertain');
    await expect(deliverMessage(room.outbox, CALL, plain('card'), signal)).rejects.toThrow();
    await deliverMessage(room.outbox, CALL, plain('card'), signal);
    await deliverMessage(room.outbox, CALL, plain('card of more'), signal);
    expect(room.chat.texts).toEqual([expect.stringMatching(/возможно, повтор.*\ncard of more$/)]);
    expect(room.chat.tried).toEqual(['send', 'ping', 'send', 'edit']);
  });

  it('of which a killed process left the intent is repeated with a mark', async () => {
    await using room = await openRoom();
    await room.outbox.deliveries.sending(await room.outbox.deliveries.open('in_a', 'card'));
    await deliverHeader(room.outbox, 'in_a', plain('header'), signal);
    expect(room.chat.tried, 'a header is not worth a repeat').toEqual([]);
    await deliverMessage(room.outbox, CALL, plain('card'), signal);
    expect(room.chat.texts).toEqual([expect.stringContaining('возможно, повтор')]);
  });
});

describe('a card that comes late', () => {
  const MINUTES = 60_000;
  const plainCard = plain('title\nline');
  const late = 'title\n<i>⏳ доставлено с задержкой 35 мин</i>\nline';

  it.each<[string, number, { live?: boolean }, string]>([
    ['says so', 30, {}, late],
    ['by less than half an hour says nothing', 24.9, {}, 'title\nline'],
    ['of the history says nothing', 30, { live: false }, 'title\nline'],
  ])('%s', async (_, minutes, given, expected) => {
    await using room = await openRoom();
    room.bench.pass(minutes * MINUTES);
    await deliverMessage(room.outbox, { ...CALL, ...given }, plainCard, signal);
    expect(room.chat.texts).toEqual([expected]);
  });

  it('into the message of its header, or in place of one that was deleted, says nothing', async () => {
    await using room = await openRoom();
    await deliverHeader(room.outbox, 'in_a', plain('header'), signal);
    room.bench.pass(30 * MINUTES);
    const { messageId } = await deliverMessage(room.outbox, CALL, plainCard, signal);
    expect(room.chat.texts).toEqual(['title\nline']);
    room.chat.delete(messageId);
    await deliverMessage(room.outbox, CALL, plainCard, signal);
    expect(room.chat.texts).toEqual(['title\nline']);
  });

  it('has the mark of a repeat above it, and its hash is that of the bare card', async () => {
    await using room = await openRoom();
    room.chat.failNext('send', 'uncertain');
    await expect(deliverMessage(room.outbox, CALL, plainCard, signal)).rejects.toThrow();
    room.bench.pass(30 * MINUTES);
    await deliverMessage(room.outbox, CALL, plainCard, signal);
    expect(room.chat.texts).toEqual([`<i>(возможно, повтор)</i>\n${late}`]);
    const { digest } = await room.outbox.deliveries.open('in_a', 'card');
    await deliverMessage(room.outbox, CALL, plainCard, signal);
    expect((await room.outbox.deliveries.open('in_a', 'card')).digest).toBe(digest);
  });
});

describe('a card of a call that a digest may have told of', () => {
  it.each([
    ['sending', 'возможно, повтор'],
    ['pending', '^card$'],
    ['sent', '^card$'],
  ])('%s', async (state, expected) => {
    await using room = await openRoom();
    const { deliveries } = room.outbox;
    const digest = await deliveries.open('in_a', 'digest');
    if (state === 'sending') await deliveries.sending(digest);
    if (state === 'sent') await deliveries.sent(digest, { chatId: -1, messageId: 3 }, 'hash');
    await deliverMessage(room.outbox, CALL, plain('card'), signal);
    expect(room.chat.texts).toEqual([expect.stringMatching(expected)]);
  });
});

describe('a worker that outlived its lease', () => {
  it('does not send what another has begun to send meanwhile', async () => {
    await using room = await openRoom();
    const { chat, outbox } = room;
    const send = chat.send.bind(chat);
    chat.send = (message, beforeWriting) =>
      send(message, async () => {
        await outbox.deliveries.sending(await outbox.deliveries.open('in_a', 'card'));
        await beforeWriting();
      });
    await expect(deliverMessage(outbox, CALL, plain('card'), signal)).rejects.toThrow('another worker');
    expect(chat.texts).toEqual([]);
    expect(await room.state(), 'that of the other').toBe('sending');
  });
});

describe('a transcript as a file', () => {
  const card = { chatId: -1, messageId: 7 };

  it('answers its card, and is not sent twice', async () => {
    await using room = await openRoom();
    await deliverFile(room.outbox, 'in_a', FILE, card, signal);
    await deliverFile(room.outbox, 'in_a', FILE, card, signal);
    expect(room.chat.files).toEqual([{ ...FILE, replyTo: 7 }]);
    await deliverFile(room.outbox, 'in_a', { ...FILE, text: 'Нет.' }, card, signal);
    expect(room.chat.files).toHaveLength(2);
  });

  it('that may have arrived is repeated with a mark', async () => {
    await using room = await openRoom();
    room.chat.failNext('file', 'uncertain');
    await expect(deliverFile(room.outbox, 'in_a', FILE, card, signal)).rejects.toThrow('the file failed');
    await deliverFile(room.outbox, 'in_a', FILE, card, signal);
    expect(room.chat.files).toEqual([{ ...FILE, caption: '(возможно, повтор)', replyTo: 7 }]);
  });

  it('comes later when it failed, and the card is not sent again for it', async () => {
    await using room = await openRoom();
    const compose = async () => ({ message: plain('card'), file: FILE });
    const stage = notify({ outbox: room.outbox, compose, delivered });
    room.chat.failNext('file', 'transient');
    await expect(stage(analyzed(), signal)).rejects.toThrow('the file failed');
    await stage(analyzed(), signal);
    expect(room.chat.texts).toEqual(['card']);
    expect(room.chat.files).toMatchObject([{ replyTo: 1 }]);
  });

  it('is done without when it is refused: the card stands', async () => {
    await using room = await openRoom();
    const compose = async () => ({ message: plain('card'), file: FILE });
    room.chat.failNext('file', 'rejected');
    await notify({ outbox: room.outbox, compose, delivered })(analyzed(), signal);
    expect([room.chat.texts, room.chat.files]).toEqual([['card'], []]);
  });
});

describe('notifying', () => {
  it('does nothing for a call that asks for none, or without a messenger', async () => {
    await using room = await openRoom();
    const compose = async () => ({ message: plain('card'), file: null });
    await notify({ outbox: room.outbox, compose, delivered })({ ...analyzed(), notify: false }, signal);
    await notify({ outbox: null, compose, delivered })(analyzed(), signal);
    expect(room.chat.tried).toEqual([]);
  });
});

function analyzed() {
  return {
    ...{ ...call('in_a'), live: true, notify: true, take: 0 },
    audio: { recordings: [], absence: null },
    transcript: { ...withoutWords('silent'), text: 'Да.', wordless: null },
    analysis: { none: 'malformed' as const },
  };
}

async function openRoom() {
  const bench = await openBench('2026-11-20T09:10:00.000Z');
  const chat = new Chat();
  const outbox: Outbox = {
    messenger: chat,
    deliveries: new SqlDeliveries(bench.base, bench.clock),
    clock: bench.clock,
  };
  return {
    ...{ bench, chat, outbox },
    state: async () => (await outbox.deliveries.open('in_a', 'card')).state,
    [Symbol.asyncDispose]: () => bench[Symbol.asyncDispose](),
  };
}
