import { describe, expect, it } from 'vitest';
import { UNCHECKED } from '../../../src/domain/analysis/ground.js';
import type { CheckResult } from '../../../src/domain/analysis/own.js';
import { scoreOf } from '../../../src/domain/analysis/score.js';

type Given = [result: CheckResult['result'], weight?: number, cap?: number];

describe('the score of a checklist', () => {
  it.each<[string, Given[], number | null]>([
    ['all done', [['pass'], ['pass']], 100],
    ['half done', [['pass'], ['fail']], 50],
    [
      'by weight',
      [
        ['pass', 3],
        ['fail', 1],
      ],
      75,
    ],
    ['what did not apply does not count', [['pass'], ['na', 100]], 100],
    [
      'what is unknown does not count either',
      [
        ['pass', 2],
        ['fail', 1],
        ['unknown', 2],
      ],
      67,
    ],
    [
      'but too little known is no score',
      [
        ['pass', 1],
        ['unknown', 2],
      ],
      null,
    ],
    [
      'half is enough',
      [
        ['pass', 1],
        ['unknown', 1],
      ],
      100,
    ],
    ['nothing applies', [['na'], ['na']], null],
    ['there is no list', [], null],
    [
      'a failed check with a cap bounds it',
      [
        ['pass', 99],
        ['fail', 1, 40],
      ],
      40,
    ],
    [
      'the lowest cap counts',
      [
        ['pass', 9],
        ['fail', 1, 40],
        ['fail', 1, 20],
      ],
      20,
    ],
    ['a passed one does not', [['pass', 9, 40]], 100],
    [
      'a cap does not lift',
      [
        ['fail', 9, 40],
        ['pass', 1],
      ],
      10,
    ],
  ])('%s', (_, given, score) => {
    const checks = given.map(([result, weight = 1, cap = null]) => ({
      ...UNCHECKED,
      name: 'a',
      label: 'a',
      weight,
      cap,
      result,
    }));
    expect(scoreOf(checks)).toBe(score);
  });
});
