import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Span } from '../../../src/domain/sound/sound.js';
import { byStretch } from '../../../src/domain/transcript/by-stretch.js';

const TALK = [
  'Добрый день, Павел.',
  'Меня зовут Ирина, агентство «Тихий двор».',
  'Угу.',
  'У нас есть пара с одобренной ипотекой, они смотрели соседний дом.',
  'А торг возможен?',
  'Три процента платит покупатель, с вас ничего.',
  'Отлично. Накануне я позвоню и подтвержу показ.',
  'До свидания.',
];

describe('words without times go to the stretch they were said in', () => {
  it.each([
    ['at an even pace', TALK.map(() => 1)],
    ['some said slowly', [1, 1.3, 1, 1, 1.3, 1, 1, 1.3]],
    ['each faster than the one before', [1.3, 1.2, 1.1, 1.05, 1, 0.95, 0.85, 0.8]],
  ])('%s', (_, pace) => {
    expect(dealt(TALK, stretches(TALK, pace))).toEqual(TALK);
  });

  it('told in digits what was said in words', () => {
    const said = [
      'Двести сорок пять тысяч рублей.',
      'Это дорого для нас.',
      'Тридцать первого в шестнадцать пятнадцать.',
    ];
    const told = ['245000 рублей.', 'Это дорого для нас.', '31-го в 16:15.'];
    expect(dealt(told, stretches(said, [1, 1, 1]))).toEqual(told);
  });

  it('a sentence with a pause in it is parted at the comma', () => {
    const parts = ['Если дело в дисках,', 'ремонт от восьми тысяч.', 'Лучше не ездить.'];
    expect(dealt(parts, stretches(parts, [1.1, 0.9, 1.1]))).toEqual(parts);
  });

  it('by length alone, where there is no full stop', () => {
    const bare = TALK.map((text) => text.toLowerCase().replace(/[^\p{L} ]/gu, ''));
    expect(
      dealt(
        bare,
        stretches(
          bare,
          bare.map(() => 1),
        ),
      ),
    ).toEqual(bare);
  });

  it('where there are more stretches than words, some have none', () => {
    expect(byStretch(['Алло.'], stretches(['м', 'алло', 'м'], [1, 1, 1])).filter(({ length }) => length > 0)).toEqual([
      ['Алло.'],
    ]);
    expect(byStretch([], stretches(['алло'], [1]))).toEqual([[]]);
  });

  it('and none is lost, none told twice, whatever the words and the stretches are', () => {
    const words = fc.array(fc.string({ minLength: 1, maxLength: 12 }), { maxLength: 120 });
    const lengths = fc.array(fc.double({ min: 0, max: 30, noNaN: true }), { minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(words, lengths, (written, seconds) => {
        const found = byStretch(written, laid(seconds));
        expect(found).toHaveLength(seconds.length);
        expect(found.flat()).toEqual(written);
      }),
    );
  });
});

function dealt(texts: string[], spans: Span[]): string[] {
  return byStretch(texts.join(' ').split(' '), spans).map((words) => words.join(' '));
}

/** As long as these texts take, at 14 letters a second and a pace for each. */
function stretches(texts: string[], pace: number[]): Span[] {
  return laid(texts.map(({ length }, at) => ((length + 2) / 14) * (pace[at] ?? 1)));
}

function laid(seconds: number[]): Span[] {
  let at = 0;
  return seconds.map((length) => {
    at += length + 2;
    return { start: at - length, end: at };
  });
}
