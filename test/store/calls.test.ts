import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { findCall, listCalls, readCalls } from '../../src/store/call-reader.js';
import { SqlCallStore } from '../../src/store/calls.js';
import { openBase } from '../../src/store/open.js';
import { restartCall, retryCalls } from '../../src/store/rerun.js';
import { carryThrough, ENTRY, HOLD_MS, MADE, only, promisesOfCalls, withStore } from './conformance.js';
import { call, leg } from './samples.js';

describe('the promises, on SQLite', promisesOfCalls);

describe('what joins a call', () => {
  const late = leg({ id: 'late.1', startedAt: '2026-11-20T09:06:00.000Z', employee: '101' });

  it('opens a finished call again with all its legs', () =>
    withStore(async (store, { base }) => {
      await store.enqueue(call('in_a'), ENTRY);
      await carryThrough(store, await only(store));
      expect(await store.enqueue(call('in_a', [late]), ENTRY)).toBe('changed');
      const stored = await findCall(base, 'late.1');
      expect(stored).toMatchObject({ place: 'download', audio: null, transcript: null, analysis: null });
      expect(stored?.facts).toMatchObject({ talkSeconds: 128, legs: [{ id: 'in_a.1' }, { id: 'late.1' }] });
    }));

  it('lets the worker that holds the call end its stage, then starts anew', () =>
    withStore(async (store, { base }) => {
      await store.enqueue(call('in_a'), ENTRY);
      const held = await only(store);
      await store.enqueue(call('in_a', [late]), ENTRY);
      expect(await store.renew(held, HOLD_MS)).toBe(true);
      expect(await store.advance(held, MADE.download, HOLD_MS)).toBeNull();
      expect(await findCall(base, 'in_a')).toMatchObject({ place: 'download', audio: null, attempts: 0 });
      const again = await only(store);
      expect(again.call.legs).toHaveLength(2);
      expect((await store.advance(again, MADE.download, HOLD_MS))?.place).toBe('transcribe');
    }));

  it('starts anew too when that worker died', () =>
    withStore(async (store, bench) => {
      await store.enqueue(call('in_a'), ENTRY);
      const dead = await only(store);
      await store.advance(dead, MADE.download, HOLD_MS);
      await store.enqueue(call('in_a', [late]), ENTRY);
      bench.pass(HOLD_MS);
      expect(await only(store)).toMatchObject({ place: 'download', call: { legs: [{}, {}] } });
    }));

  it('leaves a call alone that gained nothing', () =>
    withStore(async (store) => {
      await store.enqueue(call('in_a'), ENTRY);
      await carryThrough(store, await only(store));
      expect(await store.enqueue(call('in_a'), ENTRY)).toBe('known');
      expect(await store.claim(1, HOLD_MS)).toEqual([]);
    }));

  it('knows a call by a leg that came under another id', () =>
    withStore(async (store, { base }) => {
      await store.enqueue(call('in_a.1', [leg({ id: 'in_a.1' })]), ENTRY);
      expect(await store.enqueue(call('in_a', [leg({ id: 'in_a.1' }), late]), ENTRY)).toBe('changed');
      expect(await listCalls(base, { limit: 9 })).toHaveLength(1);
    }));

  it('wakes a skipped call only when it is worth a card now', () =>
    withStore(async (store, { base }) => {
      const skip = (facts: { talkSeconds: number }) => (facts.talkSeconds < 100 ? 'too short' : null);
      await store.enqueue(call('in_a'), { ...ENTRY, skip });
      expect(await findCall(base, 'in_a')).toMatchObject({ place: 'skipped', skipReason: 'too short', dueAt: null });
      await store.enqueue(call('in_a', [late]), { ...ENTRY, skip });
      expect(await findCall(base, 'in_a')).toMatchObject({ place: 'download', skipReason: null });
    }));
});

describe('another go', () => {
  it('retry brings a failed call back to where it stood', () =>
    withStore(async (store, { base, clock }) => {
      await store.enqueue(call('in_a'), ENTRY);
      const held = await store.advance(await only(store), MADE.download, HOLD_MS);
      const error = { stage: 'transcribe', upstream: 'openai', message: 'refused' } as const;
      if (held) await store.settle(held, { afterMs: null, givesBack: false, error });
      expect(await store.claim(1, HOLD_MS)).toEqual([]);
      expect(await retryCalls(base, clock, 'failed')).toEqual(['in_a']);
      expect(await only(store)).toMatchObject({ place: 'transcribe', attempts: 1 });
    }));

  it('a forced re-run keeps what lies before its stage and counts as a take of its own', () =>
    withStore(async (store, { base, clock }) => {
      await store.enqueue(call('in_a'), ENTRY);
      await carryThrough(store, await only(store));
      expect(await restartCall(base, clock, 'in_a', 'analyze')).toBe(true);
      const held = await only(store);
      expect(held).toMatchObject({ place: 'analyze', call: { take: 1, transcript: { wordless: 'missed' } } });
      expect(await restartCall(base, clock, 'in_a', 'analyze'), 'a call in work').toBe(false);
    }));

  it('a forced re-run never starts past where the call stands', () =>
    withStore(async (store, { base, clock }) => {
      await store.enqueue(call('in_a'), ENTRY);
      await restartCall(base, clock, 'in_a', 'notify');
      expect((await only(store)).place).toBe('download');
    }));
});

describe('two connections to one base', () => {
  it('never hold the same call', () =>
    withStore(async (store, { path, clock }) => {
      const other = await openBase(path);
      try {
        const ids = Array.from({ length: 20 }, (_, number) => `call-${number}`);
        for (const id of ids) await store.enqueue(call(id), ENTRY);
        const second = new SqlCallStore(other, clock);
        const taken: string[] = [];
        // In turns: two connections of one process that wait for each other would wait for ever.
        for (const each of [store, second, store, second, store, second, store]) {
          taken.push(...(await each.claim(3, HOLD_MS)).map((held) => held.call.id));
        }
        expect(taken.sort()).toEqual(ids.sort());
      } finally {
        await other.destroy();
      }
    }));
});

describe('reading', () => {
  it('takes more calls at once than SQLite takes values', () =>
    withStore(async (store, { base }) => {
      await store.enqueue(call('in_a'), ENTRY);
      const columns =
        'provider, direction, started_at, ended_at, talk_seconds, disposition, legs, place, live, notify, found_at';
      await sql`
        with recursive copies(n) as (select 1 union all select n + 1 from copies where n < 33000)
        insert into calls (id, ${sql.raw(columns)}) select 'copy_' || n, ${sql.raw(columns)} from calls, copies`.execute(
        base,
      );
      const listed = await listCalls(base, { limit: 40_000 });
      expect(listed).toHaveLength(33_001);
      const ids = listed.map(({ facts }) => facts.id).reverse();
      expect((await readCalls(base, ids)).map(({ facts }) => facts.id)).toEqual(ids);
    }));
});
