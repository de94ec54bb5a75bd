import { describe, expect, it } from 'vitest';
import { type Answer, accept, refuse, saySilence } from './bot-api-server.js';
import { CARD, failure, GROUP, nothing, openPacedRoom, openRoom, running } from './room.js';

const SENT = { chatId: GROUP, messageId: 5 };

describe('the pace in a chat', () => {
  it('is one request at a time, with a gap between two', async () => {
    const gapMs = 200;
    await using room = await openPacedRoom({ perChatMinute: 100, gapMs });
    const times: number[] = [];
    let open = 0;
    let most = 0;
    const slowly: Answer = (response, received) => {
      times.push(performance.now());
      most = Math.max(most, ++open);
      setTimeout(() => {
        open--;
        accept(response, received);
      }, 20);
    };
    room.api.plan(slowly, slowly, slowly);
    await Promise.all([
      room.messenger.send(CARD, nothing, running()),
      room.messenger.edit(SENT, CARD, running()),
      room.messenger.sendFile({ name: 'a.txt', text: 'a' }, SENT, nothing, running()),
    ]);
    expect(most).toBe(1);
    const [first = 0, second = 0, third = 0] = times;
    // From start to start; a request may be quicker on its way than the one before.
    expect(second - first).toBeGreaterThan(gapMs / 2);
    expect(third - second).toBeGreaterThan(gapMs / 2);
  });

  it('is so many a minute; who waits can be stopped, and has sent nothing', async () => {
    await using room = await openPacedRoom({ perChatMinute: 2, gapMs: 0 });
    const stop = new AbortController();
    let told = false;
    const first = [room.messenger.send(CARD, nothing, running()), room.messenger.send(CARD, nothing, running())];
    const tell = async () => {
      told = true;
    };
    const third = failure(room.messenger.send(CARD, tell, stop.signal));
    await Promise.all(first);
    await room.messenger.ping(running());
    stop.abort();
    expect(await third).toMatchObject({ trouble: 'transient', message: 'stopped before anything was sent' });
    expect(told).toBe(false);
    expect(room.api.received.map(({ method }) => method)).toEqual(['sendMessage', 'sendMessage', 'getMe']);
  });

  it('is kept together with another program on the same base', async () => {
    await using room = await openPacedRoom({ perChatMinute: 2, gapMs: 0 });
    await using other = await openRoom({ pace: room.pace });
    await room.messenger.send(CARD, nothing, running());
    await other.messenger.edit(SENT, CARD, running());
    const stop = new AbortController();
    const third = failure(room.messenger.send(CARD, nothing, stop.signal));
    await room.messenger.ping(running());
    stop.abort();
    expect(await third).toMatchObject({ message: 'stopped before anything was sent' });
  });

  it('is that of the group it has become', async () => {
    await using room = await openPacedRoom({ perChatMinute: 1, gapMs: 0 });
    const moved = { migrate_to_chat_id: -1002222333444 };
    room.api.plan(refuse(400, 'Bad Request: group chat was upgraded to a supergroup chat', moved));
    await room.messenger.send(CARD, nothing, running());
    const stop = new AbortController();
    const next = failure(room.messenger.send(CARD, nothing, stop.signal));
    await room.messenger.ping(running());
    stop.abort();
    expect(await next).toMatchObject({ message: 'stopped before anything was sent' });
    expect(room.api.received.map(({ method }) => method)).toEqual(['sendMessage', 'sendMessage', 'getMe']);
  });

  it('is not held up by a clock that was put back', async () => {
    let now = Date.parse('2026-11-22T10:00:00Z');
    await using room = await openPacedRoom({ perChatMinute: 100, gapMs: 10 }, () => new Date(now));
    await room.messenger.send(CARD, nothing, running());
    now -= 3_600_000;
    await room.messenger.send(CARD, nothing, running());
    expect(room.api.received).toHaveLength(2);
  });
});

describe('being stopped', () => {
  it('while resting in the gap has sent nothing', async () => {
    await using room = await openPacedRoom({ perChatMinute: 100, gapMs: 60_000 });
    await room.messenger.send(CARD, nothing, running());
    const stop = new AbortController();
    const second = failure(room.messenger.send(CARD, nothing, stop.signal));
    await room.messenger.ping(running());
    stop.abort();
    expect(await second).toMatchObject({ trouble: 'transient' });
    expect(room.api.received.map(({ method }) => method)).toEqual(['sendMessage', 'getMe']);
  });

  it('before the start has sent nothing', async () => {
    await using room = await openRoom();
    const error = await failure(room.messenger.send(CARD, nothing, AbortSignal.abort()));
    expect(error).toMatchObject({ trouble: 'transient' });
    expect(room.api.received).toHaveLength(0);
  });

  it('while the intent is noted has sent nothing, and waits for the note', async () => {
    await using room = await openRoom();
    const stop = new AbortController();
    let noted = false;
    const note = async () => {
      stop.abort();
      await room.messenger.ping(running());
      noted = true;
    };
    expect(await failure(room.messenger.send(CARD, note, stop.signal))).toMatchObject({ trouble: 'transient' });
    expect(noted).toBe(true);
    expect(room.api.received.map(({ method }) => method)).toEqual(['getMe']);
  });

  it('after the request was written is uncertain to a send, and nothing to an edit', async () => {
    await using room = await openRoom();
    for (const { work, trouble } of [
      { work: (stop: AbortSignal) => room.messenger.send(CARD, nothing, stop), trouble: 'uncertain' },
      { work: (stop: AbortSignal) => room.messenger.edit(SENT, CARD, stop), trouble: 'transient' },
    ]) {
      const stop = new AbortController();
      const silence: Answer = () => stop.abort();
      room.api.plan(silence);
      expect(await failure(work(stop.signal))).toMatchObject({ trouble });
    }
    await room.messenger.send(CARD, nothing, running());
    expect(room.api.received).toHaveLength(3);
  });
});

describe('429', () => {
  it('blocks the whole chat for a second longer than asked, and nothing is sent meanwhile', async () => {
    let now = Date.parse('2026-11-22T10:00:00Z');
    await using room = await openPacedRoom(undefined, () => new Date(now));
    const flood = { retry_after: 7 };
    room.api.plan(refuse(429, 'Too Many Requests: retry after 7', flood));
    const asked = await failure(room.messenger.send(CARD, nothing, running()));
    expect(asked).toMatchObject({ trouble: 'transient', retryAfterMs: 8_000 });

    now += 3_000;
    const others = [room.messenger.send(CARD, nothing, running()), room.messenger.edit(SENT, CARD, running())];
    for (const other of others) {
      expect(await failure(other)).toMatchObject({ trouble: 'transient', retryAfterMs: 5_000 });
    }
    expect(room.api.received).toHaveLength(1);

    now += 5_000;
    await room.messenger.send(CARD, nothing, running());
    expect(room.api.received).toHaveLength(2);
  });

  it('stops those who were already in the queue', async () => {
    await using room = await openPacedRoom();
    room.api.plan(refuse(429, 'Too Many Requests', { retry_after: 7 }));
    const [first, second] = await Promise.all([
      failure(room.messenger.send(CARD, nothing, running())),
      failure(room.messenger.send(CARD, nothing, running())),
    ]);
    expect([first, second]).toMatchObject([{ trouble: 'transient' }, { trouble: 'transient' }]);
    expect(room.api.received).toHaveLength(1);
  });

  it('without a time leaves the waiting to us', async () => {
    await using room = await openRoom();
    room.api.plan(refuse(429, 'Too Many Requests'));
    const error = await failure(room.messenger.send(CARD, nothing, running()));
    expect(error).toMatchObject({ trouble: 'transient', retryAfterMs: undefined });
    await room.messenger.send(CARD, nothing, running());
    expect(room.api.received).toHaveLength(2);
  });
});

it('a slow ping does not hold up the cards', async () => {
  await using room = await openRoom();
  room.api.plan(saySilence);
  const stop = new AbortController();
  const ping = failure(room.messenger.ping(stop.signal));
  while (room.api.received.length === 0) await new Promise(setImmediate);
  await room.messenger.send(CARD, nothing, running());
  stop.abort();
  expect(await ping).toMatchObject({ trouble: 'transient' });
});
