import { expect, it } from 'vitest';
import type { Held, Made } from '../../src/domain/call.js';
import { withoutWords } from '../../src/domain/transcript/transcript.js';
import { findCall } from '../../src/store/call-reader.js';
import { SqlCallStore } from '../../src/store/calls.js';
import { type Bench, openBench } from './bench.js';
import { call, leg } from './samples.js';

export const HOLD_MS = 30_000;
export const ENTRY = { live: true, notify: true, skip: () => null };

export const MADE: Record<Made['stage'], Made> = {
  download: { stage: 'download', audio: { recordings: [], absence: 'missed' } },
  transcribe: { stage: 'transcribe', transcript: withoutWords('missed') },
  analyze: { stage: 'analyze', analysis: { none: 'wordless' } },
  notify: { stage: 'notify' },
};

/** What every database must promise of calls. */
export function promisesOfCalls(): void {
  it('keeps a due time exactly while somebody will still take the call', () =>
    withStore(async (store, { base }) => {
      await store.enqueue(call('in_a'), ENTRY);
      const dueOf = async () => (await findCall(base, 'in_a'))?.dueAt;
      expect(await dueOf()).not.toBeNull();
      await carryThrough(store, await only(store));
      expect(await dueOf()).toBeNull();
      expect((await findCall(base, 'in_a'))?.place).toBe('done');
    }));

  it('changes nothing for a lease that is no longer ours', () =>
    withStore(async (store, bench) => {
      await store.enqueue(call('in_a'), ENTRY);
      const stale = await only(store);
      bench.pass(HOLD_MS);
      const fresh = await only(store);
      expect(await store.renew(stale, HOLD_MS)).toBe(false);
      expect(await store.advance(stale, MADE.download, HOLD_MS)).toBeNull();
      await store.settle(stale, { afterMs: null, givesBack: false, error: null });
      const stored = await findCall(bench.base, 'in_a');
      expect(stored).toMatchObject({ place: 'download', attempts: 2 });
      expect(await store.renew(fresh, HOLD_MS)).toBe(true);
    }));

  it('counts an attempt on taking and takes it back on giving back', () =>
    withStore(async (store, { base }) => {
      await store.enqueue(call('in_a'), ENTRY);
      const held = await only(store);
      expect(held.attempts).toBe(1);
      await store.settle(held, { afterMs: 0, givesBack: true, error: null });
      expect((await findCall(base, 'in_a'))?.attempts).toBe(0);
    }));

  it('fills the column of a stage exactly when the place is past it', () =>
    withStore(async (store, { base }) => {
      await store.enqueue(call('in_a'), ENTRY);
      const seen: unknown[] = [];
      let held: Held | null = await only(store);
      while (held) {
        const { place, audio, transcript, analysis } = (await findCall(base, 'in_a')) ?? {};
        seen.push([place, audio !== null, transcript !== null, analysis !== null]);
        held = await store.advance(held, MADE[held.place], HOLD_MS);
      }
      expect(seen).toEqual([
        ['download', false, false, false],
        ['transcribe', true, false, false],
        ['analyze', true, true, false],
        ['notify', true, true, true],
      ]);
    }));

  it('finds a call of a dead worker again when the lease is over, not before', () =>
    withStore(async (store, bench) => {
      await store.enqueue(call('in_a'), ENTRY);
      await only(store);
      bench.pass(HOLD_MS - 1);
      expect(await store.claim(9, HOLD_MS)).toEqual([]);
      bench.pass(1);
      expect((await only(store)).attempts).toBe(2);
    }));

  it('gives live calls before history, the oldest first', () =>
    withStore(async (store) => {
      const at = (minute: number) => [leg({ id: `leg-${minute}`, startedAt: `2026-11-20T09:0${minute}:00.000Z` })];
      await store.enqueue(call('history', at(1)), { ...ENTRY, live: false });
      await store.enqueue(call('second', at(3)), ENTRY);
      await store.enqueue(call('first', at(2)), ENTRY);
      const order = [await only(store), await only(store), await only(store)].map((held) => held.call.id);
      expect(order).toEqual(['first', 'second', 'history']);
    }));
}

export async function withStore(run: (store: SqlCallStore, bench: Bench) => Promise<void>): Promise<void> {
  await using bench = await openBench();
  await run(new SqlCallStore(bench.base, bench.clock), bench);
}

/** Takes one call. */
export async function only(store: SqlCallStore): Promise<Held> {
  const [held] = await store.claim(1, HOLD_MS);
  if (!held) throw new Error('no call is due');
  return held;
}

export async function carryThrough(store: SqlCallStore, from: Held): Promise<void> {
  let held: Held | null = from;
  while (held) held = await store.advance(held, MADE[held.place], HOLD_MS);
}
