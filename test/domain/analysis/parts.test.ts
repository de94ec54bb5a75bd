import { describe, expect, it } from 'vitest';
import { partsOf, sentencesOf } from '../../../src/domain/analysis/parts.js';

describe('a long transcript', () => {
  const lines = Array.from({ length: 50 }, (_, at) => `[${at}] реплика`);

  it('is read in parts that fit, with every line in exactly one of them, whole', () => {
    const parts = partsOf(lines, 100);
    expect(parts.length).toBeGreaterThan(4);
    for (const part of parts) expect(part.lines.join('\n').length).toBeLessThanOrEqual(100);
    expect(parts.flatMap((part) => part.lines)).toEqual(lines);
    for (const { from, lines: own } of parts) expect(own[0]).toBe(lines[from]);
  });

  it('that fits is one part', () => {
    expect(partsOf(lines, 10_000)).toEqual([{ from: 0, lines }]);
  });

  it('has a line that is too long for itself alone', () => {
    expect(partsOf(['а', 'б'.repeat(500), 'в'], 100).map(({ lines: own }) => own.length)).toEqual([1, 1, 1]);
  });

  it('without turns is cut between sentences', () => {
    expect(sentencesOf('Алло. Это такси?\nНет!')).toEqual(['Алло.', 'Это такси?', 'Нет!']);
  });
});
