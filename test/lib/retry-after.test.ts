import { describe, expect, it } from 'vitest';
import { retryAfterMs } from '../../src/lib/retry-after.js';

const now = new Date('2026-11-22T10:00:00.000Z');

describe('retryAfterMs', () => {
  it.each<[string, Record<string, string>, number | null]>([
    ['nothing said', {}, null],
    ['an empty header', { 'retry-after': '' }, null],
    ['seconds', { 'retry-after': '20' }, 20_000],
    ['zero seconds', { 'retry-after': '0' }, 0],
    ['a fraction of a second', { 'retry-after': '0.5' }, 500],
    ['milliseconds before seconds', { 'retry-after-ms': '1250.4', 'retry-after': '20' }, 1251],
    ['unreadable milliseconds, readable seconds', { 'retry-after-ms': 'soon', 'retry-after': '3' }, 3_000],
    ['an HTTP date', { 'retry-after': 'Sun, 22 Nov 2026 10:01:30 GMT' }, 90_000],
    ['a date in the past', { 'retry-after': 'Sun, 22 Nov 2026 09:00:00 GMT' }, 0],
    ['a negative number', { 'retry-after': '-5' }, 0],
    ['words', { 'retry-after': 'a while' }, null],
  ])('%s', (_case, headers, expected) => {
    expect(retryAfterMs(new Headers(headers), now)).toBe(expected);
  });

  it('reads a plain record of headers too', () => {
    const headers: Record<string, string> = { 'retry-after': '7' };
    expect(retryAfterMs({ get: (name) => headers[name] }, now)).toBe(7_000);
  });
});
