import { describe, expect, it } from 'vitest';
import { isDue } from '../../src/domain/due.js';
import { isWithin } from '../../src/domain/instant.js';

const NOW = new Date('2026-11-20T10:00:00.000Z');
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const at = (aheadMs: number) => new Date(NOW.getTime() + aheadMs).toISOString();

describe('a call is due', () => {
  it.each([
    ['whose time has come', 0, true],
    ['whose time was a year ago: the clock was put forward', -365 * DAY, true],
    ['not yet, while it waits', 1, false],
    ['not yet, while it waits for the longest', HOUR, false],
    ['that would wait longer than anybody: the clock was put back', HOUR + 1, true],
    ['in a day, of a clock that was put back by one', DAY, true],
    ['in a year, of a clock that was put back by one', 365 * DAY, true],
  ])('%s', (_, aheadMs, expected) => {
    expect(isDue(at(aheadMs), NOW)).toBe(expected);
  });
});

describe('what was an hour ago at the most', () => {
  it.each([
    ['just now', 0, true],
    ['almost an hour ago', -HOUR + 1, true],
    ['an hour ago', -HOUR, false],
    ['a year ago: the clock was put forward', -365 * DAY, false],
    ['still to come: the clock was put back', 1, false],
    ['in a year', 365 * DAY, false],
  ])('%s', (_, aheadMs, expected) => {
    expect(isWithin(at(aheadMs), HOUR, NOW)).toBe(expected);
  });
});
