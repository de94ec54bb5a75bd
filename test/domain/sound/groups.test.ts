import { describe, expect, it } from 'vitest';
import { groupsOf } from '../../../src/domain/sound/groups.js';
import type { Sound } from '../../../src/domain/sound/sound.js';
import { momentAt } from '../../../src/domain/sound/timeline.js';
import { mono, spans, stereo } from './sounds.js';

describe('the turns of a call by its sound', () => {
  it.each<[string, Sound, [0 | 1 | null, number, number][]]>([
    [
      'one after the other',
      stereo(spans([0, 4], [9, 12]), spans([5, 8])),
      [
        [0, 0, 4],
        [1, 5, 8],
        [0, 9, 12],
      ],
    ],
    [
      'a pause within a turn is of the turn',
      stereo(spans([0, 4], [5, 7]), spans([8, 9])),
      [
        [0, 0, 7],
        [1, 8, 9],
      ],
    ],
    [
      'they talk over each other',
      stereo(spans([3.7, 9.3], [11, 16]), spans([0.5, 4.1], [8.4, 11.6])),
      [
        [1, 0.5, 4.1],
        [0, 3.7, 9.3],
        [1, 8.4, 11.6],
        [0, 11, 16],
      ],
    ],
    [
      '«угу» does not end the turn of the other',
      stereo(spans([0, 4], [4.6, 9]), spans([3.9, 4.3])),
      [
        [0, 0, 9],
        [1, 3.9, 4.3],
      ],
    ],
    [
      'after a long silence one begins anew',
      stereo(spans([0, 4], [7, 9]), []),
      [
        [0, 0, 4],
        [0, 7, 9],
      ],
    ],
    [
      'on one line for both, every longer pause may be a change of speakers',
      mono(spans([0, 2], [2.4, 3], [4, 5])),
      [
        [null, 0, 3],
        [null, 4, 5],
      ],
    ],
    [
      'a speech of minutes is told in parts',
      stereo(spans(...Array.from({ length: 10 }, (_, at): [number, number] => [at * 10, at * 10 + 9])), [], 100),
      [
        [0, 0, 39],
        [0, 40, 79],
        [0, 80, 99],
      ],
    ],
  ])('%s', (_, sound, turns) => {
    expect(groupsOf(sound.tracks).map(({ track, start, end }) => [track.side, start, end])).toEqual(turns);
  });
});

describe('a moment of a piece in the recording', () => {
  const piece = { spans: spans([10, 12], [20, 21]) };

  it.each([
    [0, 10],
    [1.5, 11.5],
    [2, 12],
    [2.06, 12],
    [2.1, 20],
    [2.65, 20.5],
    [3.15, 21],
    [9, 21],
    [-1, 10],
  ])('%f s → %f s', (second, moment) => {
    expect(momentAt(piece, second)).toBeCloseTo(moment, 6);
  });
});
