import { describe, expect, it } from 'vitest';
import type { CallFacts } from '../../src/domain/call.js';
import { censusOf } from '../../src/domain/census.js';
import type { Instant } from '../../src/domain/instant.js';
import type { Asker, Telephony } from '../../src/domain/ports.js';
import { UpstreamError } from '../../src/domain/trouble.js';
import { Poller } from '../../src/pipeline/poller.js';
import { listCalls } from '../../src/store/call-reader.js';
import { SqlMemory } from '../../src/store/memory.js';
import { call, leg } from '../store/samples.js';
import { type Line, openLine } from './line.js';

const signal = new AbortController().signal;
const at = (id: string, startedAt: Instant, given = {}) => call(id, [leg({ id: `${id}.1`, startedAt, ...given })]);

describe('a pass over the history', () => {
  it('looks back a quarter of an hour on an empty base, and says so', async () => {
    await using room = await openRoom([
      at('in_old', '2026-11-20T08:53:55.000Z'),
      at('in_edge', '2026-11-20T08:53:56.000Z'),
    ]);
    expect(await room.poller.pass('schedule', signal)).toEqual({ found: 1, fresh: 1, changed: 0 });
    expect(room.asked).toEqual([
      { from: '2026-11-20T02:55:00.000Z', to: '2026-11-21T09:10:00.000Z', asker: 'schedule' },
    ]);
    expect(await room.ids()).toEqual(['in_edge']);
    expect(room.line.lines.map(({ msg }) => msg).join()).toMatch(/in the last 15m are taken \(poll\.firstLookback\)/);
  });

  it('never takes what ended before that floor, however often it looks', async () => {
    await using room = await openRoom([at('in_old', '2026-11-20T08:50:00.000Z')]);
    await room.poller.pass('schedule', signal);
    room.line.bench.pass(60_000);
    await room.poller.pass('schedule', signal);
    expect(await room.ids()).toEqual([]);
  });

  it('goes on from the mark less the lookback; a late row comes in', async () => {
    await using room = await openRoom([]);
    await room.poller.pass('schedule', signal);
    room.line.bench.pass(3_600_000);
    room.history.push(at('in_late', '2026-11-20T09:11:00.000Z'));
    expect(await room.poller.pass('webhook', signal)).toEqual({ found: 1, fresh: 1, changed: 0 });
    expect(room.asked[1]).toEqual({
      from: '2026-11-20T03:10:00.000Z',
      to: '2026-11-21T10:10:00.000Z',
      asker: 'webhook',
    });
  });

  it('tells what is new from what grew and what is known', async () => {
    await using room = await openRoom([at('in_a', '2026-11-20T09:05:00.000Z')]);
    await room.poller.pass('schedule', signal);
    expect(await room.poller.pass('schedule', signal)).toEqual({ found: 1, fresh: 0, changed: 0 });
    room.history[0] = call('in_a', [
      leg({ id: 'in_a.1' }),
      leg({ id: 'in_a.2', startedAt: '2026-11-20T09:07:00.000Z' }),
    ]);
    expect(await room.poller.pass('schedule', signal)).toEqual({ found: 1, fresh: 0, changed: 1 });
  });

  it('that fails leaves the mark where it was: what came meanwhile is found by the next', async () => {
    await using room = await openRoom([]);
    await room.poller.pass('schedule', signal);
    const mark = await room.mark();
    room.line.bench.pass(7 * 3_600_000);
    room.failing = new UpstreamError('novofon', 'transient', 'page 2 failed');
    await expect(room.poller.pass('schedule', signal)).rejects.toThrow('page 2 failed');
    expect(await room.mark()).toBe(mark);
    room.failing = null;
    room.history.push(at('in_meanwhile', '2026-11-20T09:30:00.000Z'));
    await room.poller.pass('schedule', signal);
    expect(await room.ids()).toEqual(['in_meanwhile']);
    expect(await room.mark()).toBe('2026-11-20T16:10:00.000Z');
  });

  it('that cannot store what it found leaves the mark too', async () => {
    const nameless = { ...at('in_b', '2026-11-20T09:06:00.000Z'), startedAt: null } as never;
    await using room = await openRoom([at('in_a', '2026-11-20T09:05:00.000Z'), nameless]);
    await expect(room.poller.pass('schedule', signal)).rejects.toThrow(/NOT NULL/);
    expect(await room.mark()).toBeNull();
    room.history.pop();
    expect(await room.poller.pass('schedule', signal)).toEqual({ found: 1, fresh: 0, changed: 0 });
  });
});

describe('a pass by a clock that jumps', () => {
  const DAY_MS = 24 * 3_600_000;
  /** A room whose base began a day ago, and which looked ever since. */
  const openLasting = async () => {
    const room = await openRoom([]);
    await room.poller.pass('schedule', signal);
    room.line.bench.pass(DAY_MS);
    await room.poller.pass('schedule', signal);
    room.asked.length = 0;
    return room;
  };

  it('sees what ended just now though the mark is still to come, and brings the mark back', async () => {
    await using room = await openLasting();
    room.line.bench.pass(365 * DAY_MS);
    await room.poller.pass('schedule', signal);
    room.line.bench.pass(-365 * DAY_MS);
    room.history.push(at('in_now', '2026-11-21T09:08:00.000Z'));
    expect(await room.poller.pass('schedule', signal)).toMatchObject({ fresh: 1 });
    expect(room.asked[1]).toMatchObject({ from: '2026-11-21T03:10:00.000Z', to: '2026-11-22T09:10:00.000Z' });
    expect(await room.mark()).toBe('2026-11-21T09:10:00.000Z');
  });

  it('asks for what is a few hours ahead: a clock in the wrong zone is behind by them', async () => {
    await using room = await openLasting();
    room.line.bench.pass(-3 * 3_600_000);
    await room.poller.pass('schedule', signal);
    expect(room.asked).toMatchObject([{ from: '2026-11-21T00:10:00.000Z', to: '2026-11-22T06:10:00.000Z' }]);
  });

  it('catches up after a year in the past, but not on what lies before the base began', async () => {
    await using room = await openLasting();
    room.history.push(at('in_last_year', '2025-11-21T10:00:00.000Z'), at('in_now', '2026-11-21T09:08:00.000Z'));
    room.line.bench.pass(-365 * DAY_MS);
    room.failing = null;
    await room.poller.pass('schedule', signal);
    room.line.bench.pass(365 * DAY_MS);
    await room.poller.pass('schedule', signal);
    expect(room.asked.at(-1)?.from).toBe('2026-11-20T02:55:00.000Z');
    expect(await room.ids()).toContain('in_now');
  });

  it('that says the base has not begun looks back a quarter of an hour, tells it once, and changes no floor', async () => {
    await using room = await openRoom([]);
    room.line.bench.pass(365 * DAY_MS);
    await room.poller.pass('schedule', signal);
    room.line.bench.pass(-365 * DAY_MS);
    room.history.push(at('in_old', '2026-11-20T08:50:00.000Z'), at('in_now', '2026-11-20T09:08:00.000Z'));
    for (let passes = 0; passes < 2; passes++) await room.poller.pass('schedule', signal);
    expect(await room.ids()).toEqual(['in_now']);
    const warnings = room.line.lines.filter(({ level }) => level === 40);
    expect(warnings).toMatchObject([{ floor: '2027-11-20T08:55:00.000Z', msg: expect.stringContaining('the clock') }]);
  });

  it('tells of calls that are none of ours, though the last time is still to come', async () => {
    await using room = await openRoom([at('in_b', '2026-11-20T09:05:00.000Z', { to: '+79991112233' })]);
    const hints = () => room.line.lines.filter(({ msg }) => msg.startsWith('в истории')).length;
    room.line.bench.pass(DAY_MS);
    await room.poller.pass('schedule', signal);
    room.line.bench.pass(-DAY_MS);
    for (let passes = 0; passes < 2; passes++) await room.poller.pass('schedule', signal);
    expect(hints()).toBe(2);
  });
});

describe('which calls are taken', () => {
  const outgoing = (from: string) =>
    call('out_a', [leg({ from, to: '+79161234567' })], { direction: 'out', number: null });

  it.each<[string, CallFacts, string[]]>([
    ['to our number', at('in_a', '2026-11-20T09:05:00.000Z'), ['in_a']],
    ['to another number of the account', at('in_a', '2026-11-20T09:05:00.000Z', { to: '+79991112233' }), []],
    ['out of an extension', outgoing('100'), ['out_a']],
    ['out of another number', outgoing('+79991112233'), []],
  ])('%s', async (_, facts, ids) => {
    await using room = await openRoom([facts]);
    await room.poller.pass('schedule', signal);
    expect(await room.ids()).toEqual(ids);
  });

  it.each<[string, CallFacts, string | null]>([
    ['a talk', at('in_a', '2026-11-20T09:05:00.000Z'), null],
    [
      'a talk of two seconds',
      at('in_a', '2026-11-20T09:05:00.000Z', { seconds: 2 }),
      'talk shorter than 3 s (poll.minTalk)',
    ],
    ['a missed call', at('in_a', '2026-11-20T09:05:00.000Z', { disposition: 'noanswer', seconds: 0 }), null],
    [
      'an outgoing call in vain',
      { ...outgoing('100'), disposition: 'busy' },
      'unanswered outgoing call (telegram.unansweredOutgoing is off)',
    ],
  ])('%s: why it gets no card', async (_, facts, reason) => {
    await using room = await openRoom([facts]);
    await room.poller.pass('schedule', signal);
    const [stored] = await listCalls(room.line.bench.base, { limit: 1 });
    expect(stored).toMatchObject({ skipReason: reason, place: reason === null ? 'download' : 'skipped' });
  });

  it('warns once where outgoing calls of several numbers cannot be told apart', async () => {
    const other = at('in_b', '2026-11-20T09:05:00.000Z', { to: '+79991112233' });
    await using room = await openRoom([at('in_a', '2026-11-20T09:05:00.000Z'), other]);
    for (let pass = 0; pass < 2; pass++) await room.poller.pass('schedule', signal);
    expect(room.line.lines.filter(({ level }) => level === 40)).toMatchObject([{ numbers: 2 }]);
  });

  it('asks a provider that filters for the others, five minutes after the start and then once an hour', async () => {
    await using room = await openRoom([]);
    room.others.push(at('in_b', '2026-11-20T09:05:00.000Z', { to: '+79991112233' }));
    const hints = () => room.line.lines.filter(({ msg }) => msg.startsWith('в истории')).length;
    for (const [passMs, expected] of [
      [0, 0],
      [60_000, 0],
      [4 * 60_000, 1],
      [59 * 60_000, 1],
      [60_000, 2],
    ] as const) {
      room.line.bench.pass(passMs);
      await room.poller.pass('schedule', signal);
      expect(hints()).toBe(expected);
    }
  });

  it.each([
    ['all of which count', []],
    ['one that counts', ['100']],
  ])('has no hint for a history whose calls show our side as an extension, %s', async (_, extensions) => {
    const early = { startedAt: '2026-11-20T08:00:00.000Z', from: '100', to: '+79161234567' };
    const outgoing = call('out_a', [leg(early)], { direction: 'out', number: null });
    const other = at('in_b', '2026-11-20T08:05:00.000Z', { to: '+79991112233' });
    await using room = await openRoom([outgoing, other], extensions);
    const hints = () => room.line.lines.filter(({ msg }) => msg.startsWith('в истории'));
    await room.poller.pass('schedule', signal);
    expect(hints()).toEqual([]);
  });

  it('has none either where only the census of a day knows of them', async () => {
    const outgoing = call('out_a', [leg({ from: '100', to: '+79161234567' })], { direction: 'out', number: null });
    await using room = await openRoom([]);
    room.others.push(outgoing, at('in_b', '2026-11-20T08:05:00.000Z', { to: '+79991112233' }));
    const hints = () => room.line.lines.filter(({ msg }) => msg.startsWith('в истории'));
    await room.poller.pass('schedule', signal);
    room.line.bench.pass(6 * 60_000);
    await room.poller.pass('schedule', signal);
    expect(hints()).toEqual([]);
  });

  it('says once an hour that the history has calls, only none of ours', async () => {
    const foreign = at('in_b', '2026-11-20T09:05:00.000Z', { to: '+79991112233' });
    await using room = await openRoom([foreign]);
    const hints = () => room.line.lines.filter(({ msg }) => msg.startsWith('в истории')).map(({ msg }) => msg);
    for (let pass = 0; pass < 3; pass++) await room.poller.pass('schedule', signal);
    const hint = 'в истории звонков: 1, ни одного с +79843330712; есть: +79991112233 (1) (novofon.numbers)';
    expect(hints()).toEqual([hint]);
    room.line.bench.pass(3_600_000);
    await room.poller.pass('schedule', signal);
    expect(hints()).toEqual([hint, hint]);
    room.history.push(at('in_a', '2026-11-20T09:05:00.000Z'));
    room.line.bench.pass(3_600_000);
    await room.poller.pass('schedule', signal);
    expect(hints()).toHaveLength(2);
  });
});

interface Room extends AsyncDisposable {
  line: Line;
  poller: Poller;
  history: CallFacts[];
  /** What the provider does not list, as none of it is ours. */
  others: CallFacts[];
  failing: Error | null;
  asked: { from: Instant; to: Instant; asker: Asker }[];
  ids(): Promise<string[]>;
  mark(): Promise<string | null>;
}

/** A poller on a real base; the clock stands at 09:10, the sample call ended at 09:05:04. */
async function openRoom(history: CallFacts[], extensions: string[] = []): Promise<Room> {
  const line = await openLine();
  const memory = new SqlMemory(line.bench.base, line.bench.clock);
  const telephony: Telephony = {
    async finishedCalls(period, asker) {
      room.asked.push({ ...period, asker });
      if (room.failing) throw room.failing;
      return room.history;
    },
    findCall: () => Promise.reject(new Error('nobody asks')),
    census: async () => censusOf([...room.history, ...room.others]),
    openRecording: () => Promise.reject(new Error('nobody asks')),
    timezone: async () => 'UTC+3',
    account: async () => ({ zone: 'UTC+3' }),
  };
  const poller = new Poller({
    ...{ telephony, store: line.store, memory, clock: line.bench.clock, log: line.log },
    lines: { numbers: ['+79843330712'], extensions },
    worth: { minTalkSeconds: 3, missedCalls: true, unansweredOutgoing: false },
    ...{ lookbackMs: 6 * 3_600_000, firstLookbackMs: 15 * 60_000 },
  });
  const room: Room = {
    ...{ line, poller, history, others: [], failing: null, asked: [] },
    ids: async () => (await listCalls(line.bench.base, { limit: 99 })).map(({ facts }) => facts.id),
    mark: () => memory.get('poll.mark'),
    [Symbol.asyncDispose]: () => line[Symbol.asyncDispose](),
  };
  return room;
}
