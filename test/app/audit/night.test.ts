import { describe, expect, it } from 'vitest';
import { daysToAudit, isAuditDue } from '../../../src/app/audit/night.js';

const ZONE = 'Europe/Moscow';

describe('the audit of a night', () => {
  it.each<[string, string | null, string, boolean]>([
    ['was never made', null, '2026-11-20T12:00+03:00', true],
    ['is not due before its time', '2026-11-19T04:10+03:00', '2026-11-20T04:09:59+03:00', false],
    ['is due at its time', '2026-11-19T04:10+03:00', '2026-11-20T04:10+03:00', true],
    ['was made', '2026-11-20T04:10+03:00', '2026-11-20T04:11+03:00', false],
    ['was made late', '2026-11-20T15:00+03:00', '2026-11-20T23:59+03:00', false],
    ['was missed, and is made up for in the morning', '2026-11-19T04:10+03:00', '2026-11-20T09:00+03:00', true],
    ['was missed, and is made up for in the next night', '2026-11-18T04:10+03:00', '2026-11-20T03:00+03:00', true],
    ['was made late, and the next one is on time', '2026-11-20T23:00+03:00', '2026-11-21T04:10+03:00', true],
    ['was made by a clock that was wrong', '2036-11-20T04:10+03:00', '2026-11-20T04:11+03:00', true],
  ])('%s', (_, lastAt, now, isDue) => {
    const last = lastAt && new Date(lastAt).toISOString();
    expect(isAuditDue(last, new Date(now), ZONE)).toBe(isDue);
  });

  it('goes by the firm’s time', () => {
    const [last, now] = ['2026-11-19T12:00:00.000Z', new Date('2026-11-20T00:00:00.000Z')];
    expect(isAuditDue(last, now, 'Europe/Moscow')).toBe(false);
    expect(isAuditDue(last, now, 'Asia/Yekaterinburg')).toBe(true);
  });

  it('is due once in the night in which the clocks change', () => {
    const lastAt = new Date('2026-10-25T04:10+01:00').toISOString();
    expect(isAuditDue(lastAt, new Date('2026-10-25T04:11+01:00'), 'Europe/Berlin')).toBe(false);
    expect(isAuditDue(lastAt, new Date('2026-10-26T04:10+01:00'), 'Europe/Berlin')).toBe(true);
  });

  it.each([
    [null, 2],
    ['2026-11-20T03:00:00.000Z', 2],
    ['2026-11-19T04:09:00.000Z', 2],
    ['2026-11-19T04:11:00.000Z', 2],
    ['2026-11-15T04:10:00.000Z', 6],
    ['2025-11-15T04:10:00.000Z', 29],
    ['2036-11-15T04:10:00.000Z', 2],
  ])('after the last one at %s takes %i days', (lastAt, days) => {
    expect(daysToAudit(lastAt, new Date('2026-11-20T04:10:00.000Z'))).toBe(days);
  });
});
