import { describe, expect, it } from 'vitest';
import { dueFrom, type SaidDate } from '../../src/domain/when.js';

/** A call on Friday, 20 November 2026, 12:04 in Moscow. */
const CALLED = '2026-11-20T09:04:00.000Z';
const NOTHING: SaidDate = { day: null, month: null, weekday: null, time: null, offset: null };

describe('the instant that was meant', () => {
  it.each<[string, Partial<SaidDate>, string | null, boolean]>([
    ['в четверг, 26 ноября, в 15:30', { day: 26, month: 11, weekday: 'thu', time: '15:30' }, '2026-11-26T12:30', false],
    ['в четверг', { weekday: 'thu' }, '2026-11-25T21:00', true],
    ['в пятницу, в пятницу же: следующая', { weekday: 'fri', time: '10:00' }, '2026-11-27T07:00', false],
    ['завтра в десять', { offset: { amount: 1, unit: 'days' }, time: '10:00' }, '2026-11-21T07:00', false],
    ['через час', { offset: { amount: 1, unit: 'hours' } }, '2026-11-20T10:04', false],
    ['через полтора часа', { offset: { amount: 1.5, unit: 'hours' } }, '2026-11-20T10:34', false],
    ['через полдня', { offset: { amount: 0.5, unit: 'days' } }, '2026-11-19T21:00', true],
    ['через неделю', { offset: { amount: 1, unit: 'weeks' } }, '2026-11-26T21:00', true],
    ['на следующей неделе в среду', { offset: { amount: 1, unit: 'weeks' }, weekday: 'wed' }, '2026-11-24T21:00', true],
    ['пятнадцатого: в этом месяце прошло', { day: 15 }, '2026-12-14T21:00', true],
    ['второго января: следующего года', { day: 2, month: 1 }, '2027-01-01T21:00', true],
    ['в три часа дня: сегодня', { time: '15:00' }, '2026-11-20T12:00', false],
    ['в девять утра: уже прошло, завтра', { time: '09:00' }, '2026-11-21T06:00', false],
    ['29 февраля: ближайший високосный', { day: 29, month: 2 }, '2028-02-28T21:00', true],
    ['сегодня, пятница', { offset: { amount: 0, unit: 'days' }, weekday: 'fri' }, '2026-11-19T21:00', true],
  ])('%s', (_, said, at, allDay) => {
    const due = dueFrom({ ...NOTHING, ...said }, CALLED, 'Europe/Moscow');
    expect(due).toEqual({ at: at && `${at}:00.000Z`, allDay, doubtful: false });
  });

  it.each<[string, Partial<SaidDate>]>([
    ['четверг, 25 ноября — это среда', { day: 25, month: 11, weekday: 'thu' }],
    ['завтра, в понедельник', { offset: { amount: 1, unit: 'days' }, weekday: 'mon' }],
    ['31 ноября', { day: 31, month: 11 }],
    ['в 25:00', { time: '25:00' }],
    ['в полтретьего, не по форме', { time: 'half past two' }],
    ['позавчера', { offset: { amount: -2, unit: 'days' } }],
    ['через сто лет', { offset: { amount: 1_200, unit: 'months' } }],
    ['через столько дней, сколько нет и в календаре', { offset: { amount: 1e300, unit: 'days' } }],
    ['полуторного числа', { day: 1.5 }],
  ])('is in doubt: %s', (_, said) => {
    expect(dueFrom({ ...NOTHING, ...said }, CALLED, 'Europe/Moscow')).toEqual({
      at: null,
      allDay: false,
      doubtful: true,
    });
  });

  it('is none when nothing was said', () => {
    expect(dueFrom(NOTHING, CALLED, 'Europe/Moscow')).toEqual({ at: null, allDay: false, doubtful: false });
  });

  it.each([
    ['Asia/Vladivostok', '2026-11-26T05:30:00.000Z'],
    ['UTC+3', '2026-11-26T12:30:00.000Z'],
  ])('is told in the zone of the firm: %s', (zone, at) => {
    expect(dueFrom({ ...NOTHING, weekday: 'thu', time: '15:30' }, CALLED, zone).at).toBe(at);
  });
});
