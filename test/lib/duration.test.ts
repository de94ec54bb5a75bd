import { describe, expect, it } from 'vitest';
import { formatDuration, parseDuration } from '../../src/lib/duration.js';

describe('parseDuration', () => {
  it.each([
    ['0', 0],
    ['0s', 0],
    ['1100ms', 1_100],
    ['3s', 3_000],
    ['15m', 900_000],
    ['6h', 21_600_000],
    ['30d', 2_592_000_000],
    ['1095d', 94_608_000_000],
  ])('reads %s as %d ms', (text, ms) => {
    expect(parseDuration(text)).toBe(ms);
  });

  it.each(['', '6', '-3s', '1.5h', '3 s', '3S', '6 hours', '1h30m', 's', '2w', '99999999999999999d'])(
    'refuses «%s»',
    (text) => {
      expect(parseDuration(text)).toBeNull();
    },
  );
});

describe('formatDuration', () => {
  it.each([
    [0, '0'],
    [1, '1ms'],
    [1_100, '1100ms'],
    [3_000, '3s'],
    [90_000, '90s'],
    [900_000, '15m'],
    [86_400_000, '1d'],
    [90_000_000, '25h'],
  ])('writes %d ms as %s, which reads back the same', (ms, text) => {
    expect(formatDuration(ms)).toBe(text);
    expect(parseDuration(text)).toBe(ms);
  });
});
