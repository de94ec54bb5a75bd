import { describe, expect, it } from 'vitest';
import type { Message } from '../../src/domain/ports.js';
import { notify } from '../../src/pipeline/4-notify.js';
import { BacklogFolder } from '../../src/pipeline/backlog-folder.js';
import type { Stages } from '../../src/pipeline/stage.js';
import { Worker } from '../../src/pipeline/worker.js';
import { SqlBacklog } from '../../src/store/backlog.js';
import { listCalls } from '../../src/store/call-reader.js';
import { analysis } from '../card/samples.js';
import { call, leg } from '../store/samples.js';
import { insertWaiting, type Waiting } from '../store/waiting.js';
import { plain } from './chat.js';
import { HOLD_MS, openLine } from './line.js';

const LATE = /\n<i>⏳ доставлено с задержкой 59 мин<\/i>$/;
const AGAIN_MS = 10_000;

describe('a backlog after an outage', () => {
  it('is told in one message; missed and red calls have cards of their own, in their order', async () => {
    await using room = await openRoom(40);
    await room.wait(1, { analysis: analysis({ colour: 'red' }) });
    await room.wait(2, { wordless: 'missed' });
    expect(await room.drain()).toBe(0);
    expect(room.texts()).toEqual(['digest of 40', 'in_0041', 'in_0042', 'in_0043']);
    expect(room.line.chat.texts.slice(1)).toEqual(Array(3).fill(expect.stringMatching(LATE)));
    expect(await room.deliveries()).toEqual({ 'digest 1': 40, 'card 2': 1, 'card 3': 1, 'card 4': 1 });
    expect(await room.places()).toEqual(['done']);
  });

  it('of thirty is told one by one, the oldest first', async () => {
    await using room = await openRoom(30);
    expect(await room.drain()).toBe(0);
    expect(room.texts()).toEqual(room.ids.slice(0, 30));
  });

  it('too long for one message goes on in a file below it', async () => {
    await using room = await openRoom(40, { longest: 25 });
    expect(await room.drain()).toBe(0);
    expect(room.texts()).toEqual(['digest of 40']);
    expect(room.line.chat.files).toEqual([{ name: 'all.txt', text: '40', replyTo: 1 }]);
    expect(await room.deliveries()).toEqual({ 'digest 1': 25, 'digest 2': 15 });
  });

  it('is told by one of several workers', async () => {
    await using room = await openRoom(40);
    const folders = [room.folder(), room.folder(), room.folder()];
    await Promise.all(folders.map((folder) => room.drain(folder)));
    expect(room.texts()).toEqual(['digest of 40']);
  });

  it('waits while the messenger is not believed to answer', async () => {
    await using room = await openRoom(40, { mayFold: false });
    await room.drain();
    expect(room.texts()).toEqual(room.ids);
  });

  it('is told of as delivered when it stands in the group', async () => {
    await using room = await openRoom(40);
    await room.drain();
    expect(room.delivered()).toBe(1);
  });
});

describe('a message of many', () => {
  it.each(['transient', 'unauthorized'] as const)(
    'that was not sent (%s) goes when the messenger is back',
    async (trouble) => {
      await using room = await openRoom(40);
      room.line.chat.failNext('send', trouble);
      for (let card = 0; card < 40; card++) room.line.chat.failNext('send', trouble, { written: false });
      expect(await room.drain()).toBeGreaterThan(4);
      expect(room.texts()).toEqual([]);
      room.line.bench.pass(3_600_000);
      expect(await room.drain()).toBe(0);
      expect(room.texts().filter((text) => text.startsWith('digest'))).toEqual(['digest of 40']);
      expect(room.line.chat.texts.join()).not.toContain('возможно, повтор');
      expect(await room.places()).toEqual(['done']);
    },
  );

  it('gives way to single cards for a while when it was not sent', async () => {
    await using room = await openRoom(40);
    room.line.chat.failNext('send', 'transient');
    await room.drain();
    expect(room.texts()).toEqual(room.ids);
  });

  it('that is refused is not tried again', async () => {
    await using room = await openRoom(40);
    room.line.chat.failNext('send', 'rejected');
    await room.drain();
    expect(room.texts()).toEqual(room.ids);
    room.line.bench.pass(3_600_000);
    await room.wait(40);
    room.line.bench.pass(3_600_000);
    await room.drain();
    expect(room.texts()).toEqual(room.ids);
  });

  it('that may have arrived is repeated with a mark, over a line that answers, and no card beside it', async () => {
    await using room = await openRoom(40);
    room.line.chat.failNext('send', 'uncertain');
    expect(await room.drain()).toBe(1);
    expect(room.texts()).toEqual([]);
    room.line.bench.pass(AGAIN_MS);
    room.line.chat.failNext('ping', 'transient');
    await room.drain();
    room.line.bench.pass(AGAIN_MS / 2);
    await room.drain();
    expect(room.texts()).toEqual([]);
    room.line.bench.pass(AGAIN_MS / 2);
    await room.drain();
    expect(room.line.chat.texts).toEqual(['<i>(возможно, повтор)</i>\ndigest of 40']);
    expect(room.line.chat.tried).toEqual(['send', 'ping', 'ping', 'send']);
    expect(await room.deliveries()).toEqual({ 'digest 1': 40 });
  });

  it('whose program was killed is repeated with a mark', async () => {
    await using room = await openRoom(40);
    const killed = new SqlBacklog(room.line.bench.base, room.line.bench.clock);
    const batch = await killed.take(HOLD_MS);
    if (batch) await killed.sending(batch);
    await room.drain();
    expect(room.texts()).toEqual([]);
    room.line.bench.pass(HOLD_MS);
    await room.drain();
    expect(room.line.chat.texts).toEqual(['<i>(возможно, повтор)</i>\ndigest of 40']);
  });

  it('of which the file was not sent leaves the rest of the calls to cards', async () => {
    await using room = await openRoom(40, { longest: 25 });
    room.line.chat.failNext('file', 'transient');
    await room.drain();
    expect(room.texts()).toEqual(['digest of 40', ...room.ids.slice(25)]);
    expect(room.line.chat.texts.join()).not.toContain('возможно, повтор');
  });

  it('of which the file may have arrived repeats those that are in it alone', async () => {
    await using room = await openRoom(40, { longest: 25 });
    room.line.chat.failNext('file', 'uncertain');
    await room.drain();
    room.line.bench.pass(AGAIN_MS);
    await room.drain();
    expect(room.line.chat.texts).toEqual(['digest of 40', '<i>(возможно, повтор)</i>\ndigest of 15']);
  });

  it('that cannot be composed leaves its calls to cards', async () => {
    await using room = await openRoom(40, { compose: () => Promise.reject(new Error('no time zone')) });
    await room.drain();
    expect(room.texts()).toEqual(room.ids);
  });

  it('is put off by a stop, unmarked', async () => {
    await using room = await openRoom(40);
    room.line.chat.send = async () => {
      for (const stop of [room.line.stopping, room.line.abort]) stop.abort(new Error('stopped'));
      throw new Error('stopped before anything was sent');
    };
    await room.drain();
    expect(await room.places()).toEqual(['notify']);
    const [stored] = await listCalls(room.line.bench.base, { limit: 1 });
    expect(stored).toMatchObject({ attempts: 0, error: null, deliveries: [] });
    expect(stored?.dueAt).toBe(room.line.bench.clock().toISOString());
  });
});

interface Options {
  /** So many lines fit into the message. */
  longest?: number;
  mayFold?: boolean;
  compose?: () => Promise<never>;
}

/** A line on which so many cards wait; each says the id of its call. */
async function openRoom(cards: number, { longest = 100, mayFold = true, compose }: Options = {}) {
  let stage: Stages['notify'] | null = null;
  const line = await openLine({ notify: async (analyzed, signal) => stage?.(analyzed, signal) });
  const { bench, chat, deliveries, store, carrier } = line;
  const { base, clock } = bench;
  let delivered = 0;
  const outbox = { messenger: chat, deliveries, clock };
  stage = notify({
    ...{ outbox, delivered: async () => undefined },
    compose: async ({ id }) => ({ message: plain(id), file: null }),
  });
  const folder = () =>
    new BacklogFolder({
      ...{ messenger: chat, holdMs: HOLD_MS, clock, log: line.log },
      delivered: async () => {
        delivered += 1;
      },
      backlog: new SqlBacklog(base, clock),
      mayFold: async () => mayFold,
      compose: compose ?? (async ({ length }) => digestOf(length, longest)),
    });
  const usual = folder();
  const ids: string[] = [];
  const room = {
    ...{ line, ids, folder },
    delivered: () => delivered,
    async wait(count: number, given: Waiting = {}): Promise<void> {
      const calls = Array.from({ length: count }, () => {
        const id = `in_${String(ids.length + 1).padStart(4, '0')}`;
        ids.push(id);
        const startedMs = clock().getTime() - 3_600_000 + ids.length;
        return call(id, [leg({ id: `${id}.1`, startedAt: new Date(startedMs).toISOString() })]);
      });
      await insertWaiting(bench, calls, given);
    },
    /** As `poll` does. */
    async drain(folder = usual): Promise<number> {
      return new Worker({ store, carrier, folder, concurrency: 4, holdMs: HOLD_MS }).drain(line.signals);
    },
    /** The first lines of what stands in the group. */
    texts: (): string[] => chat.texts.map((text) => text.split('\n')[0] ?? ''),
    /** How many calls have which message: `card 12`. */
    async deliveries(): Promise<Record<string, number>> {
      const stored = await listCalls(base, { limit: 1_000 });
      const told = stored.map(({ deliveries }) =>
        deliveries.flatMap(({ kind, sent }) => (sent ? `${kind} ${sent.messageId}` : [])).join(),
      );
      return Object.fromEntries(
        [...new Set(told)].sort().map((one) => [one, told.filter((each) => each === one).length]),
      );
    },
    async places(): Promise<string[]> {
      return [...new Set((await listCalls(base, { limit: 1_000 })).map(({ place }) => place))];
    },
    [Symbol.asyncDispose]: () => line[Symbol.asyncDispose](),
  };
  await room.wait(cards);
  return room;
}

function digestOf(
  count: number,
  longest: number,
): { message: Message; listed: number; file: { name: string; text: string } | null } {
  const file = count > longest ? { name: 'all.txt', text: String(count) } : null;
  return { message: plain(`digest of ${count}`), listed: Math.min(count, longest), file };
}
