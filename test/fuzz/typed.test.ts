import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { UsageError } from '../../src/cli/usage-error.js';
import { readWhen } from '../../src/cli/when.js';
import { parseDuration } from '../../src/lib/duration.js';
import { RUNS } from './runs.js';

const INSTANT = /^[+-]?\d{4,6}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;
const text = fc.string({ unit: 'grapheme', maxLength: 60 });
const digits = fc.string({ unit: fc.constantFrom(...'0123456789msdh'), maxLength: 24 });
const long = fc
  .tuple(fc.bigInt({ min: 0n, max: 10n ** 17n }), fc.constantFrom('ms', 's', 'm', 'h', 'd'))
  .map(([count, unit]) => `${count}${unit}`);
const dates = fc.string({ unit: fc.constantFrom(...'0123456789-:T+Z. W'), maxLength: 30 });
const nearlyDates = fc
  .tuple(fc.integer({ min: -1, max: 300_000 }), fc.integer({ min: 0, max: 13 }), fc.integer({ min: 0, max: 32 }), text)
  .map(
    ([year, month, day, rest]) => `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}${rest}`,
  );

describe('what people type', () => {
  it('is a duration of whole milliseconds, or none', () => {
    fc.assert(
      fc.property(fc.oneof(text, digits, long), (written) => {
        const ms = parseDuration(written);
        expect(ms === null || (Number.isSafeInteger(ms) && ms >= 0)).toBe(true);
      }),
      RUNS,
    );
  });

  it('is a moment, or wrong usage', () => {
    fc.assert(
      fc.property(fc.oneof(text, digits, long, dates, nearlyDates), (written) => {
        const when = readOrRefused(written);
        if (typeof when === 'string') expect(when).toMatch(INSTANT);
      }),
      RUNS,
    );
  });
});

function readOrRefused(written: string): string | UsageError {
  try {
    return readWhen(written, 'Europe/Moscow', new Date('2026-11-20T10:00:00.000Z'));
  } catch (error) {
    if (error instanceof UsageError) return error;
    throw error;
  }
}
