import { describe, expect, it } from 'vitest';
import { type Piece, piecesOf } from '../../../src/domain/sound/pieces.js';
import type { Span } from '../../../src/domain/sound/sound.js';
import type { HeardPiece, HeardSegment } from '../../../src/domain/transcript/placed.js';
import { turnsOf } from '../../../src/domain/transcript/turns.js';
import { mono, spans, stereo } from '../sound/sounds.js';

const ALL = { longestSeconds: Number.POSITIVE_INFINITY, hasTimes: true };
const TEXT = { longestSeconds: 1390, hasTimes: false };

const CALL = stereo(spans([1, 4], [10, 14]), spans([5, 9], [15, 16]));

describe('a side of the call', () => {
  it('has its words dealt out to its turns by their times, even where a segment runs over several', () => {
    const pieces = piecesOf(CALL, ALL);
    const heard = [
      timed(pieces[0], 'Добрый день, кухни. Да, сто тысяч.', [
        [0.2, 1],
        [1, 2],
        [2, 2.9],
        [3.5, 4],
        [4, 5],
        [5, 7],
      ]),
      timed(pieces[1], 'Сколько стоит кухня? Спасибо.', [
        [0.2, 1],
        [1, 2],
        [2, 3.9],
        [4.5, 5.2],
      ]),
    ];
    expect(told(turnsOf(heard, CALL))).toEqual([
      [0, 1, 4, 'Добрый день, кухни.'],
      [1, 5, 9, 'Сколько стоит кухня?'],
      [0, 10, 14, 'Да, сто тысяч.'],
      [1, 15, 16, 'Спасибо.'],
    ]);
  });

  it('has them dealt out by their letters where only segments have times', () => {
    const pieces = piecesOf(CALL, ALL);
    const heard = [segmented(pieces[0], [[0, 7.5, 'Добрый день, кухни. Да, сто тысяч.']])];
    expect(told(turnsOf(heard, CALL)).map(([, , , text]) => text)).toEqual(['Добрый день, кухни.', 'Да, сто тысяч.']);
  });

  it('has a turn for each piece of a model that gives text only', () => {
    const pieces = piecesOf(CALL, TEXT);
    const words: Record<number, string> = { 1: 'Добрый день.', 5: 'Сколько стоит?', 10: 'Сто тысяч.', 15: 'Спасибо.' };
    const heard = pieces.map((piece) => textOnly(piece, words[Math.round(piece.owns.start)] ?? ''));
    expect(told(turnsOf(heard, CALL))).toEqual([
      [0, 1, 4, 'Добрый день.'],
      [1, 5, 9, 'Сколько стоит?'],
      [0, 10, 14, 'Сто тысяч.'],
      [1, 15, 16, 'Спасибо.'],
    ]);
  });

  it('divides the text of a piece that holds several turns at the ends of sentences', () => {
    const piece: Piece = { from: 0, side: 0, spans: spans([1, 4], [10, 14]), owns: { start: 1, end: 14 } };
    const heard = [textOnly(piece, 'Добрый день, это кухни. Прямая кухня стоит сто двадцать тысяч.')];
    expect(told(turnsOf(heard, CALL))).toEqual([
      [0, 1, 4, 'Добрый день, это кухни.'],
      [0, 10, 14, 'Прямая кухня стоит сто двадцать тысяч.'],
    ]);
  });

  it('has no turn where nothing was heard', () => {
    const pieces = piecesOf(CALL, ALL);
    const heard = [
      timed(pieces[0], 'Добрый день.', [
        [0.2, 1],
        [1, 2],
      ]),
      { ...textOnly(pieces[1] as Piece, '') },
    ];
    expect(turnsOf(heard, CALL)).toHaveLength(1);
  });
});

describe('a line for both', () => {
  const sound = mono(spans([1, 3], [3.6, 6]));

  it('is told sentence by sentence, with no side', () => {
    const [piece] = piecesOf(sound, ALL);
    const heard = [
      timed(piece, 'Алло. Это такси? Нет.', [
        [0.1, 0.6],
        [0.8, 1.2],
        [1.2, 2],
        [3, 3.4],
      ]),
    ];
    expect(told(turnsOf(heard, sound)).map(([side, , , text]) => [side, text])).toEqual([
      [null, 'Алло.'],
      [null, 'Это такси?'],
      [null, 'Нет.'],
    ]);
  });

  it('ends a sentence at a pause, be there no point', () => {
    const heard = [
      timed(piecesOf(sound, ALL)[0], 'алло это такси нет', [
        [0.1, 0.6],
        [0.7, 1.2],
        [1.2, 2],
        [3, 3.4],
      ]),
    ];
    expect(told(turnsOf(heard, sound)).map(([, , , text]) => text)).toEqual(['алло это такси', 'нет']);
  });
});

describe('several pieces of one track', () => {
  const talk = Array.from({ length: 30 }, (_, at) => ({ start: at * 10, end: at * 10 + 8 }));
  const sound = mono(talk, 300);
  const pieces = piecesOf(sound, { longestSeconds: 100, hasTimes: true });

  it('give every word once, without a hole and without a double', () => {
    const heard = pieces.map((piece) => segmented(piece, wordsIn(piece, talk)));
    expect(turnsOf(heard, sound).map(({ text }) => text)).toEqual(talk.map((_, at) => `слово ${at}.`));
  });

  it('do so where speech never pauses', () => {
    const unbroken = mono(spans([0, 300]), 300);
    const cut = piecesOf(unbroken, { longestSeconds: 100, hasTimes: true });
    const heard = cut.map((piece) => segmented(piece, wordsIn(piece, talk)));
    const words = turnsOf(heard, unbroken)
      .map(({ text }) => text)
      .join(' ');
    expect(words).toBe(talk.map((_, at) => `слово ${at}.`).join(' '));
  });

  it.each([0, 1, 2.5])('do so where the times of words are guessed, and by %d s wrong', (late) => {
    const unbroken = mono(spans([0, 300]), 300);
    const cut = piecesOf(unbroken, { longestSeconds: 100, hasTimes: true });
    const everySecond = Array.from({ length: 300 }, (_, at) => ({ start: at, end: at + 0.9 }));
    const heard = cut.map((piece, place) => {
      const words = wordsIn(piece, everySecond);
      const shift = place % 2 === 0 ? late : -late;
      // Sentences of seven words, of each of which only the beginning and the end are known.
      const sentences = Array.from({ length: Math.ceil(words.length / 7) }, (_, at) => words.slice(at * 7, at * 7 + 7));
      return segmented(
        piece,
        sentences.map((each): [number, number, string] => [
          Math.max(0, (each[0]?.[0] ?? 0) + shift),
          (each.at(-1)?.[1] ?? 0) + shift,
          each.map(([, , text]) => text).join(' '),
        ]),
      );
    });
    const words = turnsOf(heard, unbroken).map(({ text }) => text);
    expect(words.join(' ')).toBe(everySecond.map((_, at) => `слово ${at}.`).join(' '));
  });

  it('do so where a model gives text only: what was told twice is told once', () => {
    const unbroken = mono(spans([0, 300]), 300);
    const cut = piecesOf(unbroken, { longestSeconds: 100, hasTimes: false });
    const everySecond = Array.from({ length: 300 }, (_, at) => ({ start: at, end: at + 0.9 }));
    const heard = cut.map((piece) =>
      textOnly(
        piece,
        wordsIn(piece, everySecond)
          .map(([, , text]) => text)
          .join(' '),
      ),
    );
    const words = turnsOf(heard, unbroken)
      .map(({ text }) => text)
      .join(' ');
    expect(words).toBe(everySecond.map((_, at) => `слово ${at}.`).join(' '));
  });
});

it('a recording that was not listened to has the times of its segments, or no turns', () => {
  const segment: HeardSegment = { start: 1, end: 2, text: 'Алло. Да.', words: [], sign: null };
  expect(turnsOf([{ piece: null, text: '', segments: [segment] }], null).map(({ text }) => text)).toEqual([
    'Алло.',
    'Да.',
  ]);
  expect(turnsOf([{ piece: null, text: 'Алло. Да.', segments: [] }], null)).toEqual([]);
});

function told(turns: ReturnType<typeof turnsOf>) {
  return turns.map(({ channel, start, end, text }) => [channel, start, end, text] as const);
}

function timed(piece: Piece | undefined, text: string, times: [number, number][]): HeardPiece {
  const words = times.map(([start, end]) => ({ start, end }));
  const whole = { start: words[0]?.start ?? 0, end: words.at(-1)?.end ?? 0 };
  return { piece: piece ?? null, text, segments: [{ ...whole, text, words, sign: null }] };
}

function segmented(piece: Piece | undefined, segments: [number, number, string][]): HeardPiece {
  const heard = segments.map(([start, end, text]) => ({ start, end, text, words: [], sign: null }));
  return { piece: piece ?? null, text: heard.map(({ text }) => text).join(' '), segments: heard };
}

function textOnly(piece: Piece, text: string): HeardPiece {
  return { piece, text, segments: [] };
}

/** «слово N.» in the middle of each stretch whose middle a piece holds, at its time in the piece. */
function wordsIn(piece: Piece, stretches: Span[]): [number, number, string][] {
  return stretches.flatMap(({ start, end }, at): [number, number, string][] => {
    const middle = (start + end) / 2;
    let before = 0;
    for (const span of piece.spans) {
      if (middle > span.start && middle < span.end) {
        const second = before + middle - span.start;
        return [[second - 0.4, second + 0.4, `слово ${at}.`]];
      }
      before += span.end - span.start + 0.15;
    }
    return [];
  });
}
