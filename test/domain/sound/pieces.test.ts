import { describe, expect, it } from 'vitest';
import { JOINT_SECONDS, type Piece, piecesOf } from '../../../src/domain/sound/pieces.js';
import { lengthOf, overlapOf, type Span } from '../../../src/domain/sound/sound.js';
import { uploadSeconds } from '../../../src/domain/sound/timeline.js';
import { mono, spans, stereo } from './sounds.js';

const ALL = { longestSeconds: Number.POSITIVE_INFINITY, hasTimes: true };
const SHORT = { longestSeconds: 100, hasTimes: true };
const TEXT = { longestSeconds: 1390, hasTimes: false };

describe('a recording for a model with times', () => {
  it('is one piece for each side, of its speech with soft edges', () => {
    const sound = stereo(spans([1, 3], [10, 12]), spans([4, 9]));
    expect(piecesOf(sound, ALL)).toEqual([
      { from: 0, side: 0, spans: [near(0.92, 3.1), near(9.92, 12.1)], owns: near(0.92, 12.1) },
      { from: 1, side: 1, spans: [near(3.92, 9.1)], owns: near(3.92, 9.1) },
    ]);
  });

  it('keeps short pauses, and does not reach beyond its ends', () => {
    const [piece] = piecesOf(mono(spans([0, 2], [2.5, 4], [4.7, 20])), ALL);
    expect(piece?.spans).toEqual([near(0, 4.1), near(4.62, 20)]);
  });

  it('has nothing to send for a side that says nothing', () => {
    expect(piecesOf(stereo(spans([1, 2]), []), ALL)).toHaveLength(1);
    expect(piecesOf(mono([]), ALL)).toEqual([]);
  });
});

describe('a recording longer than a model takes', () => {
  const talk = Array.from({ length: 60 }, (_, at) => ({ start: at * 10, end: at * 10 + 8 }));

  it('is cut in pauses into pieces that fit, each answering for a stretch of its own', () => {
    const pieces = piecesOf(mono(talk, 600), SHORT);
    expect(pieces.length).toBeGreaterThan(4);
    for (const piece of pieces) expect(uploadSeconds(piece)).toBeLessThanOrEqual(100);
    for (const run of talk) expect(pieces.filter(({ owns }) => overlapOf(owns, run) > 7.9)).toHaveLength(1);
    for (const [place, { owns }] of pieces.entries()) {
      expect(owns.start).toBeGreaterThan(pieces[place - 1]?.owns.end ?? -1);
    }
  });

  it('lets each piece begin with the end of the last one', () => {
    const [first, second] = piecesOf(mono(talk, 600), SHORT) as [Piece, Piece];
    const last = first.spans.at(-1) as Span;
    expect(second.spans[0]).toEqual(near(last.end - 3, last.end));
    expect(second.owns.start).toBeGreaterThan(last.end);
  });

  it('is cut in the middle of speech that never pauses, and both pieces hear the cut', () => {
    const pieces = piecesOf(mono(spans([0, 300]), 300), SHORT);
    expect(pieces.length).toBeGreaterThan(2);
    for (const piece of pieces) expect(uploadSeconds(piece)).toBeLessThanOrEqual(100);
    expect(pieces.reduce((sum, { owns }) => sum + lengthOf([owns]), 0)).toBeCloseTo(300, 1);
    const [first, second] = pieces as [Piece, Piece];
    expect(second.owns.start).toBe(first.owns.end);
    expect(first.spans[0]?.end).toBeCloseTo(first.owns.end + 3, 3);
    expect(second.spans[0]?.start).toBeCloseTo(second.owns.start - 3, 3);
  });
});

describe('a recording for a model that gives text only', () => {
  it('is a piece for each turn, so that every word has its side and its time', () => {
    const sound = stereo(spans([0, 4], [13, 16], [21, 24], [24.5, 28]), spans([5, 12], [17, 20]));
    const pieces = piecesOf(sound, TEXT);
    expect(pieces.map(({ side, owns }) => [side, Math.round(owns.start), Math.round(owns.end)])).toEqual([
      [0, 0, 4],
      [0, 13, 16],
      [0, 21, 28],
      [1, 5, 12],
      [1, 17, 20],
    ]);
  });

  it('of hours asks no more often than sixty times or so', () => {
    const talk = (offset: number) =>
      Array.from({ length: 1_000 }, (_, at) => ({ start: at * 10 + offset, end: at * 10 + offset + 4 }));
    const pieces = piecesOf(stereo(talk(0), talk(5), 10_000), TEXT);
    expect(pieces.length).toBeLessThanOrEqual(62);
    const sent = pieces.reduce((sum, piece) => sum + uploadSeconds(piece), 0);
    expect(sent).toBeLessThan(8_000 * 1.1);
    expect(sent).toBeGreaterThan(8_000);
  });
});

it('joints stay short: they are paid for', () => {
  const piece = { from: 0, side: 0, spans: spans([0, 1], [5, 6], [9, 10]), owns: { start: 0, end: 10 } } as const;
  expect(uploadSeconds(piece)).toBeCloseTo(3 + 2 * JOINT_SECONDS);
});

function near(start: number, end: number) {
  return { start: expect.closeTo(start, 3), end: expect.closeTo(end, 3) };
}
