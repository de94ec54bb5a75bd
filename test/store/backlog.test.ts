import Database from 'better-sqlite3';
import { CamelCasePlugin, type CompiledQuery, Kysely, SqliteDialect } from 'kysely';
import { describe, expect, it } from 'vitest';
import type { Batch } from '../../src/domain/ports.js';
import { SqlBacklog } from '../../src/store/backlog.js';
import { findCall } from '../../src/store/call-reader.js';
import { SqlCallStore } from '../../src/store/calls.js';
import { SqlDeliveries } from '../../src/store/deliveries.js';
import { type Base, openBase } from '../../src/store/open.js';
import { analysis } from '../card/samples.js';
import { openBench } from './bench.js';
import { ENTRY, HOLD_MS, MADE } from './conformance.js';
import { call, leg } from './samples.js';
import { insertWaiting, type Waiting } from './waiting.js';

const SENT = { chatId: -1, messageId: 31 };

describe('a backlog', () => {
  it.each([
    [31, 31],
    [30, 0],
  ])('of %d cards: %d are told in one message', async (cards, folded) => {
    await using room = await openRoom(cards);
    expect(await room.backlog.isLong()).toBe(folded > 0);
    expect((await room.backlog.take(HOLD_MS))?.calls.length ?? 0).toBe(folded);
  });

  it('is taken in the order of its calls', async () => {
    await using room = await openRoom(40);
    const ids = idsOf(await room.take());
    expect(ids).toEqual([...ids].sort());
  });

  it.each<[string, (room: Room) => Promise<unknown>]>([
    ['all but a few are history', (room) => room.wait(10, { live: false })],
    ['nobody is to be told of some', (room) => room.wait(10, { notify: false })],
    ['some ended just now', (room) => room.wait(10, { ago: 29.9 })],
    ['some have a header', async (room) => room.put(await room.wait(10), 'card', 'sent')],
    ['of some a card may stand in the group', async (room) => room.put(await room.wait(10), 'card', 'sending')],
    ['some were told of already', async (room) => room.put(await room.wait(10), 'digest', 'sent')],
    ['some are in hands', async (room) => room.hold(await room.wait(10))],
  ])('is not long when %s', async (_, arrange) => {
    await using room = await openRoom(25);
    await arrange(room);
    expect(await room.backlog.isLong()).toBe(false);
    expect(await room.backlog.take(HOLD_MS)).toBeNull();
  });

  it.each<[string, (room: Room) => Promise<unknown>]>([
    ['a card that was refused', async (room) => room.put(await room.wait(10), 'card', 'pending')],
    ['a message of many that was refused', async (room) => room.put(await room.wait(10), 'digest', 'pending')],
    ['hands that are dead', async (room) => [await room.hold(await room.wait(10)), room.bench.pass(HOLD_MS)]],
    ['a wait of their own', async (room) => room.delay(await room.wait(10))],
  ])('holds those with %s too', async (_, arrange) => {
    await using room = await openRoom(25);
    await arrange(room);
    expect(idsOf(await room.take())).toHaveLength(35);
  });

  it('waits until one of its calls is due', async () => {
    await using room = await openRoom(0);
    await room.delay(await room.wait(40));
    expect(await room.backlog.isLong()).toBe(false);
    room.bench.pass(60_000);
    expect(await room.backlog.isLong()).toBe(true);
  });

  it('leaves missed and red calls to cards of their own, though they count', async () => {
    await using room = await openRoom(20);
    await room.wait(6, { wordless: 'missed' });
    await room.wait(6, { analysis: analysis({ colour: 'red' }) });
    expect(idsOf(await room.take())).toHaveLength(20);
    await using other = await openRoom(1);
    await other.wait(40, { wordless: 'missed' });
    expect(await other.backlog.take(HOLD_MS), 'one call is no message of many').toBeNull();
  });

  it('tells what its calls are about', async () => {
    await using room = await openRoom(30);
    const [id] = await room.wait(1, { analysis: analysis({ headline: 'Заказ' }) });
    const told = (await room.take()).calls.find(({ facts }) => facts.id === id);
    expect(told).toMatchObject({ facts: { legs: [{ seconds: 64 }] }, wordless: null, analysis: { headline: 'Заказ' } });
  });
});

describe('what was taken', () => {
  it('nobody else takes: neither folds nor sends it', async () => {
    await using room = await openRoom(31);
    const batch = await room.take();
    const other = await openBase(room.bench.path);
    expect(await new SqlBacklog(other, room.bench.clock).take(HOLD_MS)).toBeNull();
    expect(await room.store.claim(9, HOLD_MS)).toEqual([]);
    room.bench.pass(HOLD_MS - 1);
    expect(await room.backlog.renew(batch, HOLD_MS)).toBe(true);
    room.bench.pass(HOLD_MS - 1);
    expect(await room.store.claim(9, HOLD_MS)).toEqual([]);
    room.bench.pass(1);
    expect(await room.store.claim(99, HOLD_MS)).toHaveLength(31);
    expect(await room.backlog.renew(batch, HOLD_MS)).toBe(false);
    await expect(room.backlog.sending(batch)).rejects.toThrow('lease');
    expect(await room.statesOf(batch)).toEqual(['none']);
    await room.backlog.putBack(batch, 0, null);
    expect(await room.store.claim(9, HOLD_MS), 'putting back touches only what is ours').toEqual([]);
    await other.destroy();
  });

  it('is done when it was told, with the message as its delivery', async () => {
    await using room = await openRoom(31);
    const batch = await room.take();
    await room.backlog.sending(batch);
    expect(await room.statesOf(batch)).toEqual(['sending']);
    await room.backlog.sent(batch, SENT, 'hash');
    const stored = await findCall(room.bench.base, idsOf(batch)[30] ?? '');
    expect(stored).toMatchObject({ place: 'done', dueAt: null, attempts: 0, error: null });
    expect(stored?.passed.notify).toBe(room.bench.clock().toISOString());
    expect(stored?.deliveries).toEqual([
      expect.objectContaining({ kind: 'digest', state: 'sent', sent: SENT, digest: 'hash' }),
    ]);
    expect(await room.backlog.isLong()).toBe(false);
  });

  it('is put back as it was, with the reason', async () => {
    await using room = await openRoom(31);
    const batch = await room.take();
    await room.backlog.sending(batch);
    await room.backlog.refused(batch);
    const error = { stage: 'notify', upstream: 'telegram', message: 'no line' } as const;
    await room.backlog.putBack(batch, 5_000, error);
    expect(await room.statesOf(batch)).toEqual(['pending']);
    expect(await findCall(room.bench.base, idsOf(batch)[0] ?? '')).toMatchObject({ attempts: 0, error });
    expect(await room.store.claim(1, HOLD_MS)).toEqual([]);
    room.bench.pass(5_000);
    expect(idsOf(await room.take())).toHaveLength(31);
  });

  it.each(['sent', 'putBack'] as const)(
    'starts anew where something joined it meanwhile (%s), never to be folded again',
    async (end) => {
      await using room = await openRoom(31);
      const batch = await room.take();
      const [id = ''] = idsOf(batch);
      const late = leg({ id: 'late.1', startedAt: '2026-11-20T09:06:00.000Z' });
      await room.store.enqueue(call(id, [late]), ENTRY);
      await room.backlog.sending(batch);
      if (end === 'sent') await room.backlog.sent(batch, SENT, 'hash');
      else await room.backlog.putBack(batch, 0, null);
      const stored = await findCall(room.bench.base, id);
      expect(stored).toMatchObject({ place: 'download', transcript: null, facts: { legs: [{}, {}] } });
      expect(stored?.dueAt).toBe(room.bench.clock().toISOString());
    },
  );

  it('and joined by something after it was told, has a card of its own', async () => {
    await using room = await openRoom(31);
    const batch = await room.take();
    await room.backlog.sending(batch);
    await room.backlog.sent(batch, SENT, 'hash');
    const [id = ''] = idsOf(batch);
    await room.store.enqueue(call(id, [leg({ id: 'late.1', startedAt: '2026-11-20T09:06:00.000Z' })]), ENTRY);
    await room.wait(31);
    await carryToNotify(room.store, id);
    expect(idsOf(await room.take())).not.toContain(id);
  });
});

describe('a message of many that may have arrived', () => {
  it('is repeated with those it told of, and without others', async () => {
    await using room = await openRoom(31);
    const batch = await room.take();
    await room.backlog.sending(batch);
    await room.wait(31);
    room.bench.pass(HOLD_MS);
    const again = await room.take();
    expect([again.isRepeat, idsOf(again)]).toEqual([true, idsOf(batch)]);
    await room.backlog.sent(again, SENT, 'hash');
    expect(await room.take()).toMatchObject({ isRepeat: false });
  });

  it('is not broken up by a worker who looks at that moment, only when nobody repeats it', async () => {
    await using room = await openRoom(31);
    await room.backlog.sending(await room.take());
    room.bench.pass(HOLD_MS + 1_999);
    expect(await room.store.claim(9, HOLD_MS)).toEqual([]);
    room.bench.pass(1);
    expect(await room.store.claim(9, HOLD_MS)).toHaveLength(9);
  });

  it('is repeated for a few as well, but not for one', async () => {
    await using room = await openRoom(3);
    const ids = await room.ids();
    await room.put(ids.slice(0, 2), 'digest', 'sending');
    expect(await room.backlog.isLong()).toBe(true);
    expect(idsOf(await room.take())).toEqual(ids.slice(0, 2));
    await using other = await openRoom(3);
    await other.put((await other.ids()).slice(0, 1), 'digest', 'sending');
    expect(await other.backlog.isLong()).toBe(false);
  });
});

it('looking for a backlog reads no more than the cards that wait', async () => {
  await using bench = await openBench();
  const queries: CompiledQuery[] = [];
  const sqlite = new Database(bench.path);
  const dialect = new SqliteDialect({ database: sqlite });
  const base: Base = new Kysely({
    ...{ dialect, plugins: [new CamelCasePlugin()] },
    log: ({ query }) => void queries.push(query),
  });
  await new SqlBacklog(base, bench.clock).isLong();
  const [query] = queries;
  const steps = sqlite.prepare<unknown[], { detail: string }>(`explain query plan ${query?.sql}`);
  expect(steps.all(...(query?.parameters ?? [])).map(({ detail }) => detail)).toEqual([
    expect.stringMatching(/^SEARCH calls USING INDEX calls_told_next/),
    expect.stringMatching(/^SEARCH card USING INDEX .*call_id=/),
    expect.stringMatching(/^SEARCH digest USING INDEX .*call_id=/),
  ]);
  await base.destroy();
});

type Room = Awaited<ReturnType<typeof openRoom>>;

/** A base in which so many cards wait that nobody could be told of; more of them ended `ago` minutes ago. */
async function openRoom(cards: number) {
  const bench = await openBench();
  const { base, clock } = bench;
  const [store, backlog, deliveries] = [
    new SqlCallStore(base, clock),
    new SqlBacklog(base, clock),
    new SqlDeliveries(base, clock),
  ];
  let last = 0;
  const room = {
    ...{ bench, store, backlog },
    async wait(count: number, given: Waiting & { ago?: number } = {}): Promise<string[]> {
      const facts = Array.from({ length: count }, () => {
        const id = `in_${String(++last).padStart(4, '0')}`;
        const startedMs = clock().getTime() - (given.ago ?? 60) * 60_000 - 64_000 + last;
        return call(id, [leg({ id: `${id}.1`, startedAt: new Date(startedMs).toISOString() })]);
      });
      if (count > 0) await insertWaiting(bench, facts, given);
      return facts.map(({ id }) => id);
    },
    async put(ids: string[], kind: 'card' | 'digest', state: 'pending' | 'sending' | 'sent'): Promise<void> {
      for (const id of ids) {
        const delivery = await deliveries.open(id, kind);
        if (state === 'sending') await deliveries.sending(delivery);
        if (state === 'sent') await deliveries.sent(delivery, SENT, 'hash');
      }
    },
    async hold(ids: string[]): Promise<void> {
      for (const id of ids) await store.claimOne(id, HOLD_MS);
    },
    /** As a carrier puts back what the messenger did not take. */
    async delay(ids: string[]): Promise<void> {
      for (const id of ids) {
        const held = await store.claimOne(id, HOLD_MS);
        if (held) await store.settle(held, { afterMs: 60_000, givesBack: true, error: null });
      }
    },
    async take(): Promise<Batch> {
      const batch = await backlog.take(HOLD_MS);
      if (!batch) throw new Error('nothing is to be folded');
      return batch;
    },
    async ids(): Promise<string[]> {
      return (await base.selectFrom('calls').select('id').orderBy('id').execute()).map(({ id }) => id);
    },
    async statesOf(batch: Batch): Promise<string[]> {
      const states = await Promise.all(
        idsOf(batch).map(async (id) => (await deliveries.find(id, 'digest'))?.state ?? 'none'),
      );
      return [...new Set(states)];
    },
    [Symbol.asyncDispose]: () => bench[Symbol.asyncDispose](),
  };
  await room.wait(cards);
  return room;
}

async function carryToNotify(store: SqlCallStore, id: string): Promise<void> {
  let held = await store.claimOne(id, HOLD_MS);
  while (held && held.place !== 'notify') held = await store.advance(held, MADE[held.place], HOLD_MS);
  if (held) await store.settle(held, { afterMs: 0, givesBack: true, error: null });
}

function idsOf({ calls }: Batch): string[] {
  return calls.map(({ facts }) => facts.id);
}
