import { describe, expect, it } from 'vitest';
import type { Held } from '../../src/domain/call.js';
import type { DeliveryKind } from '../../src/domain/ports.js';
import { keptCalls } from '../../src/store/audit.js';
import { findCall } from '../../src/store/call-reader.js';
import type { SqlCallStore } from '../../src/store/calls.js';
import { SqlDeliveries } from '../../src/store/deliveries.js';
import { sendCardsAgain, wakeCalls } from '../../src/store/repair.js';
import type { Bench } from './bench.js';
import { carryThrough, ENTRY, HOLD_MS, MADE, only, withStore } from './conformance.js';
import { call, leg } from './samples.js';

const DAY_MS = 24 * 60 * 60_000;
const PERIOD = { from: '2026-11-20T00:00:00.000Z', to: '2026-11-21T00:00:00.000Z' };
const NOW = '2026-11-20T10:00:00.000Z';
const SENT = { chatId: -1, messageId: 1 };

describe('what an audit reads', () => {
  it('are the calls of the period and those with an id of the list, be it that of a leg', () =>
    withStore(async (store, { base }) => {
      const on = (id: string, day: number) => [leg({ id, startedAt: `2026-11-${day}T09:00:00.000Z` })];
      await store.enqueue(call('in_within', on('1.1', 20)), ENTRY);
      await store.enqueue(call('in_named', on('1.2', 18)), ENTRY);
      await store.enqueue(call('in_leg', on('1.3', 18)), ENTRY);
      await store.enqueue(call('in_other', on('1.4', 21)), ENTRY);
      const kept = await keptCalls(base, PERIOD, ['in_named', '1.3', 'in_unknown'], NOW);
      expect(kept.map(({ ids }) => ids).sort()).toEqual([
        ['in_leg', '1.3'],
        ['in_named', '1.2'],
        ['in_within', '1.1'],
      ]);
    }));

  it('tells whether a worker holds the call', () =>
    withStore(async (store, { base }) => {
      await store.enqueue(call('in_a'), ENTRY);
      const isHeld = async (now: string) => (await keptCalls(base, PERIOD, [], now))[0]?.isHeld;
      expect(await isHeld(NOW)).toBe(false);
      await only(store);
      expect(await isHeld(NOW)).toBe(true);
      expect(await isHeld('2026-11-20T10:00:30.000Z'), 'the lease is over').toBe(false);
    }));

  it.each<[DeliveryKind, 'pending' | 'sending' | 'sent', boolean]>([
    ['card', 'sent', true],
    ['digest', 'sent', true],
    ['card', 'sending', false],
    ['card', 'pending', false],
    ['transcript', 'sent', false],
  ])('a %s that is %s: the group was told is %s', (kind, state, isTold) =>
    withStore(async (store, { base, clock }) => {
      await store.enqueue(call('in_a'), ENTRY);
      const deliveries = new SqlDeliveries(base, clock);
      const delivery = await deliveries.open('in_a', kind);
      if (state === 'sending') await deliveries.sending(delivery);
      if (state === 'sent') await deliveries.sent(delivery, SENT, 'text');
      expect(await keptCalls(base, PERIOD, [], NOW)).toMatchObject([{ isTold }]);
    }),
  );
});

describe('a call carried to its end in silence', () => {
  it.each<[string, boolean, boolean]>([
    ['is to have no card from then on', false, false],
    ['keeps the card that it has, and its corrections', true, true],
  ])('%s', (_, hasCard, notify) =>
    withStore(async (store, { base, clock }) => {
      await store.enqueue(call('in_a'), ENTRY);
      const deliveries = new SqlDeliveries(base, clock);
      if (hasCard) await deliveries.sent(await deliveries.open('in_a', 'card'), SENT, 'text');
      let held: Held | null = await only(store);
      while (held) {
        const silent = { ...held, call: { ...held.call, notify: false } } as Held;
        held = await store.advance(silent, MADE[held.place], HOLD_MS);
      }
      expect(await findCall(base, 'in_a')).toMatchObject({ place: 'done', notify });
    }),
  );
});

describe('a card that never went out', () => {
  it('is sent from what was paid for, once', () =>
    withStore(async (store, { base, clock }) => {
      await store.enqueue(call('in_a'), ENTRY);
      await carryThrough(store, await only(store));
      expect(await sendCardsAgain(base, clock, ['in_a', 'in_unknown'])).toEqual(['in_a']);
      expect(await sendCardsAgain(base, clock, ['in_a'])).toEqual([]);
      const held = await only(store);
      expect(held).toMatchObject({ place: 'notify', attempts: 1, call: { analysis: { none: 'wordless' }, take: 0 } });
      await carryThrough(store, held);
      expect(await findCall(base, 'in_a')).toMatchObject({ place: 'done', dueAt: null });
    }));

  it.each<[string, (store: SqlCallStore, bench: Bench) => Promise<unknown>]>([
    ['one that has its card', (store, bench) => finish(store, bench, { isTold: true })],
    ['one that was to have none', (store, bench) => finish(store, bench, { notify: false })],
    ['one that was skipped', (store) => store.enqueue(call('in_a'), { ...ENTRY, skip: () => 'too short' })],
    ['one in work', (store) => store.enqueue(call('in_a'), ENTRY).then(() => only(store))],
  ])('leaves alone %s', (_, prepare) =>
    withStore(async (store, bench) => {
      await prepare(store, bench);
      const before = await findCall(bench.base, 'in_a');
      expect(await sendCardsAgain(bench.base, bench.clock, ['in_a'])).toEqual([]);
      expect(await findCall(bench.base, 'in_a')).toEqual(before);
    }),
  );
});

describe('a call that is woken', () => {
  const waits = (afterMs: number | null) => async (store: SqlCallStore) => {
    const error = { stage: 'transcribe', upstream: 'openai', message: 'refused' } as const;
    const held = await store.advance(await only(store), MADE.download, HOLD_MS);
    if (held) await store.settle(held, { afterMs, givesBack: false, error });
  };
  it.each<[string, (store: SqlCallStore, bench: Bench) => Promise<unknown>, boolean]>([
    ['was given up', waits(null), true],
    ['waits for long', waits(3_600_000), true],
    ['was put off for ever', waits(3_650 * DAY_MS), true],
    ['is in the hands of a worker', (store) => only(store), false],
    ['was in the hands of a worker that died', (store, bench) => only(store).then(() => bench.pass(HOLD_MS)), true],
    ['was taken while the clock was wrong', (store) => store.claim(1, 3_650 * DAY_MS), true],
  ])('%s', (_, prepare, isWoken) =>
    withStore(async (store, bench) => {
      await store.enqueue(call('in_a'), ENTRY);
      await prepare(store, bench);
      expect(await wakeCalls(bench.base, bench.clock, ['in_a'])).toEqual(isWoken ? ['in_a'] : []);
      expect(await store.claim(1, HOLD_MS)).toHaveLength(isWoken ? 1 : 0);
    }),
  );

  it('goes on where it stood, with all its attempts', () =>
    withStore(async (store, { base, clock }) => {
      await store.enqueue(call('in_a'), ENTRY);
      await waits(null)(store);
      await wakeCalls(base, clock, ['in_a']);
      expect(await only(store)).toMatchObject({ place: 'transcribe', attempts: 1 });
    }));

  it('is not one that has ended', () =>
    withStore(async (store, { base, clock }) => {
      await store.enqueue(call('in_a'), ENTRY);
      await carryThrough(store, await only(store));
      expect(await wakeCalls(base, clock, ['in_a'])).toEqual([]);
    }));
});

async function finish(
  store: SqlCallStore,
  { base, clock }: Bench,
  { isTold = false, notify = true }: { isTold?: boolean; notify?: boolean },
): Promise<void> {
  await store.enqueue(call('in_a'), { ...ENTRY, notify });
  await carryThrough(store, await only(store));
  const deliveries = new SqlDeliveries(base, clock);
  if (isTold) await deliveries.sent(await deliveries.open('in_a', 'card'), SENT, 'text');
}
