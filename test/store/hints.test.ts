import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import type { Hint } from '../../src/domain/ports.js';
import { SqlHints } from '../../src/store/hints.js';
import { openBench } from './bench.js';

const HOUR = 60;
const DAY = 24 * HOUR;

/** A notice at so many minutes. */
function hint(callId: string, minutes = 0, notice: Record<string, string> = {}, link: string | null = null): Hint {
  const receivedAt = new Date(Date.parse('2026-11-20T10:00:00.000Z') + minutes * 60_000).toISOString();
  return { callId, receivedAt, notice: { call_id: callId, ...notice }, link };
}

async function openHints(callsPerHour: number | null = null) {
  const bench = await openBench();
  return { ...bench, hints: new SqlHints(bench.base, callsPerHour) };
}

describe('what the webhook was told', () => {
  it('is kept as it came, by moment and by call', async () => {
    await using bench = await openHints();
    const [first, second, other] = [hint('a', 0), hint('a', 5, { status: 'busy' }), hint('b', 3)];
    for (const each of [first, second, other]) expect(await bench.hints.add(each)).toBe('kept');
    expect(await bench.hints.of('a')).toEqual([first, second]);
    expect(await bench.hints.since(other.receivedAt)).toEqual([second, other]);
  });

  it('is not kept twice, and of one call not without end', async () => {
    await using bench = await openHints();
    expect(await bench.hints.add(hint('a'))).toBe('kept');
    expect(await bench.hints.add(hint('a', 1))).toBe('known');
    const told = await Promise.all(
      [...Array(30).keys()].map((each) => bench.hints.add(hint('a', each, { status: `${each}` }))),
    );
    expect(told.filter((kept) => kept === 'kept')).toHaveLength(7);
    expect(await bench.hints.of('a')).toHaveLength(8);
  });

  it('is forgotten after a week', async () => {
    await using bench = await openHints();
    await bench.hints.add(hint('old', 0));
    await bench.hints.add(hint('new', 7 * DAY - 1));
    expect(await bench.hints.of('old')).toHaveLength(1);
    await bench.hints.add(hint('newer', 7 * DAY + 1));
    expect(await bench.hints.of('old')).toEqual([]);
    expect(await bench.hints.of('new')).toHaveLength(1);
  });

  it('is no more than twenty thousand notices, the last ones', async () => {
    await using bench = await openHints();
    await bench.hints.add(hint('first'));
    // As after a flood: numbers are given on and on.
    await sql`update sqlite_sequence set seq = 20000 where name = 'hints'`.execute(bench.base);
    await bench.hints.add(hint('next'));
    expect(await bench.hints.of('first')).toEqual([]);
    expect(await bench.hints.of('next')).toHaveLength(1);
  });
});

describe('calls not heard of before', () => {
  it('are so many in any hour; the rest is not kept, and not believed an hour later', async () => {
    await using bench = await openHints(3);
    const told = [];
    for (const [place, minutes] of [0, 10, 20, 30, 59, 61, 75].entries()) {
      told.push(await bench.hints.add(hint(`c${place}`, minutes)));
    }
    expect(told).toEqual(['kept', 'kept', 'kept', 'beyond', 'beyond', 'kept', 'kept']);
    expect(await bench.hints.of('c3')).toEqual([]);
  });

  it('do not shut out what is told of known ones', async () => {
    await using bench = await openHints(1);
    await bench.hints.add(hint('a', 0));
    expect(await bench.hints.add(hint('b', 1))).toBe('beyond');
    expect(await bench.hints.add(hint('a', 2, { record_url: 'https://app.novofon.ru/1/' }))).toBe('kept');
  });

  it('are no more for coming all at once', async () => {
    await using bench = await openHints(5);
    const told = await Promise.all([...Array(50).keys()].map((each) => bench.hints.add(hint(`c${each}`))));
    expect(told.filter((kept) => kept === 'kept')).toHaveLength(5);
  });
});

it('a recording has the call that it was first told of', async () => {
  await using bench = await openHints();
  const link = 'https://app.novofon.ru/1/';
  expect(await bench.hints.tellerOf(link)).toBeNull();
  await bench.hints.add(hint('a', 0, {}, link));
  await bench.hints.add(hint('b', 1, {}, link));
  expect(await bench.hints.tellerOf(link)).toBe('a');
});
