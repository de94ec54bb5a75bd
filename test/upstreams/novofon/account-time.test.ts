import { describe, expect, it } from 'vitest';
import { fromAccountTime, piecesOf, zoneFrom } from '../../../src/upstreams/novofon/account-time.js';

describe('piecesOf', () => {
  it('speaks account time in whole seconds, the period rounded outwards', () => {
    const period = { from: '2026-01-15T10:00:01.900Z', to: '2026-01-15T10:00:02.001Z' };
    expect(piecesOf(period, 'UTC+3', 30)).toEqual([{ start: '2026-01-15 13:00:01', end: '2026-01-15 13:00:03' }]);
    expect(piecesOf(period, 'Asia/Yekaterinburg', 30)[0]?.start).toBe('2026-01-15 15:00:01');
  });

  it.each([
    [1, 1],
    [30, 1],
    [31, 2],
    [60, 2],
    [365, 13],
  ])('cuts %i days into %i pieces that touch', (days, count) => {
    const from = Date.parse('2026-01-01T00:00:00Z');
    const period = {
      from: new Date(from).toISOString(),
      to: new Date(from + days * 86_400_000).toISOString(),
    };
    const pieces = piecesOf(period, 'UTC', 30);
    expect(pieces).toHaveLength(count);
    for (const [place, piece] of pieces.entries()) {
      const length = Date.parse(`${piece.end}Z`) - Date.parse(`${piece.start}Z`);
      expect(length).toBeLessThanOrEqual(30 * 86_400_000);
      expect(pieces[place + 1]?.start ?? piece.end).toBe(piece.end);
    }
  });

  it('keeps thirty days on the calendar where the clocks change', () => {
    const [piece] = piecesOf({ from: '2026-10-10T00:00:00.000Z', to: '2026-12-01T00:00:00.000Z' }, 'Europe/Berlin', 30);
    expect(piece).toEqual({ start: '2026-10-10 02:00:00', end: '2026-11-09 02:00:00' });
  });

  it('has no piece for an empty period', () => {
    expect(piecesOf({ from: '2026-01-15T10:00:00.000Z', to: '2026-01-15T10:00:00.000Z' }, 'UTC', 30)).toEqual([]);
  });
});

describe('fromAccountTime', () => {
  it.each([
    ['2026-01-15 13:00:01', 'UTC+3', '2026-01-15T10:00:01.000Z'],
    ['2026-01-15T13:00:01', 'Europe/Moscow', '2026-01-15T10:00:01.000Z'],
    ['2026-07-15 13:00:01', 'Europe/Berlin', '2026-07-15T11:00:01.000Z'],
    ['2026-02-30 13:00:01', 'UTC', null],
    ['', 'UTC', null],
  ])('%s in %s', (text, zone, instant) => {
    expect(fromAccountTime(text, zone)).toBe(instant);
  });
});

describe('zoneFrom', () => {
  it.each([
    [{ timezone: 'UTC+3', datetime: '', unixtime: '' }, 'UTC+3'],
    [{ timezone: 'UTC +5:30', datetime: '', unixtime: '' }, 'UTC+5:30'],
    [{ timezone: 'Europe/Moscow', datetime: '', unixtime: '' }, 'Europe/Moscow'],
    [{ timezone: 'MSK', datetime: '2026-01-15 13:00:00', unixtime: '1768471200' }, 'UTC+3'],
    [{ timezone: '', datetime: '2026-01-15 05:00:01', unixtime: '1768471200' }, 'UTC-5'],
    [{ timezone: 'MSK', datetime: '', unixtime: '' }, null],
    [{ timezone: 'MSK', datetime: '2026-01-15 13:00:00', unixtime: '1' }, null],
  ])('%j', (said, zone) => {
    expect(zoneFrom(said)).toBe(zone);
  });
});
