import { describe, expect, it } from 'vitest';
import { withoutInvented, withoutInventedEnd } from '../../src/domain/transcript/invented.js';
import { withEmployeeOn } from '../../src/domain/transcript/speakers.js';

const heard = (...texts: string[]) => texts.map((text, number) => ({ start: number, end: number + 1, text }));

describe('text made up on silence', () => {
  it.each([
    ['credits as a segment', heard('Здравствуйте.', 'Субтитры сделал DimaTorzok'), ['Здравствуйте.']],
    ['credits at the end of a sentence', heard('До свидания. Субтитры создавал DimaTorzok'), ['До свидания.']],
    ['an editor and a corrector', heard('Редактор субтитров А.Синецкая Корректор А.Егорова'), []],
    ['a phrase alone in its segment', heard('Да.', 'Продолжение следует...'), ['Да.']],
    [
      'the same phrase within a sentence stays',
      heard('Продолжение следует в среду.'),
      ['Продолжение следует в среду.'],
    ],
    ['a loop', heard('Алло.', 'Алло.', 'Алло.', 'Алло.'), ['Алло.', 'Алло.']],
  ])('goes: %s', (_, segments, kept) => {
    expect(withoutInvented(segments).map(({ text }) => text)).toEqual(kept);
  });

  it('goes from the end of an answer that is text only', () => {
    expect(withoutInventedEnd('Приедем в среду. Спасибо за просмотр!')).toBe('Приедем в среду.');
    expect(withoutInventedEnd('Приедем в среду.')).toBe('Приедем в среду.');
  });
});

describe('who speaks', () => {
  const turn = (channel: 0 | 1 | null, speaker: 'unknown' | 'client' = 'unknown') => ({
    ...{ speaker, channel, start: 0, end: 1, text: 'Да.' },
  });

  it('is known for both channels once the employee is found on one', () => {
    const speakers = withEmployeeOn(1, [turn(0), turn(1), turn(null)]).map(({ speaker }) => speaker);
    expect(speakers).toEqual(['client', 'employee', 'unknown']);
  });

  it('stays as the configuration said', () => {
    expect(withEmployeeOn(0, [turn(0, 'client')])).toMatchObject([{ speaker: 'client' }]);
  });
});
