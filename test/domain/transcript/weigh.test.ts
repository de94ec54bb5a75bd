import { describe, expect, it } from 'vitest';
import type { Sound } from '../../../src/domain/sound/sound.js';
import type { CutText } from '../../../src/domain/transcript/invented.js';
import { LEAST_TRUST, type TrustFault } from '../../../src/domain/transcript/trust.js';
import type { Said } from '../../../src/domain/transcript/turns.js';
import { combinedTrust, trustOf } from '../../../src/domain/transcript/weigh.js';
import { mono, spans, stereo } from '../sound/sounds.js';

const CALL = stereo(spans([0, 10], [20, 30]), spans([11, 19], [31, 39]));
const WORDS = 'Добрый день, сколько стоит кухня с белыми фасадами и доставкой до подъезда, если заказать сейчас?';

describe('words of', () => {
  it.each<[string, Sound, Said[], string[], trusted: boolean, TrustFault[]]>([
    ['a whole call', CALL, all(WORDS), [], true, []],
    ['a call with one turn unheard', CALL, all(WORDS).slice(0, 3), [], true, ['uncovered']],
    ['a call with most of it unheard', CALL, all(WORDS).slice(0, 1), [], false, ['uncovered']],
    [
      'a call with a side that has no word',
      stereo(spans([0, 10]), spans([11, 31], [40, 60])),
      all(WORDS).slice(0, 1),
      [],
      false,
      ['uncovered'],
    ],
    ['a call told faster than anybody speaks', CALL, all(`${WORDS} `.repeat(8)), [], false, ['too-fast']],
    ['a call with a word now and then', CALL, all('да'), [], false, ['too-slow']],
    [
      'a call of which most was made up',
      CALL,
      all(WORDS),
      ['Субтитры сделал DimaTorzok '.repeat(30)],
      false,
      ['invented'],
    ],
    ['a call with a phrase cut off its end', CALL, all(WORDS), ['Продолжение следует...'], true, []],
    ['one side', { ...CALL, layout: 'one-sided' }, all(WORDS), [], true, ['one-sided']],
  ])('%s are trusted: %#', (_, sound, turns, cut, trusted, faults) => {
    const trust = trustOf(
      sound,
      turns,
      cut.map((text): CutText => ({ text, at: 0, side: 0, why: 'credits' })),
    );
    expect(trust.faults).toEqual(faults);
    expect(trust.score >= LEAST_TRUST).toBe(trusted);
  });

  it('a call that waited on hold are trusted: a long stretch without a word is music', () => {
    const held = stereo(spans([0, 10], [50, 140]), spans([11, 19], [31, 39]), 150);
    const trust = trustOf(held, [said(0, 0, 10), said(1, 11, 19), said(1, 31, 39)], []);
    expect(trust).toMatchObject({ score: 1, speechSeconds: 26, coveredSeconds: 26 });
  });

  it('a line for both are trusted by the sentences over it', () => {
    const sound = mono(spans([1, 6], [7, 12]));
    expect(trustOf(sound, [said(null, 1, 6), said(null, 7, 12)], []).score).toBe(1);
    expect(trustOf(sound, [said(null, 1, 3, 'Добрый день, сколько стоит')], []).faults).toEqual(['uncovered']);
  });

  it('a loop are not trusted when it is all there was', () => {
    const loop: CutText = { text: 'иди сюда '.repeat(40), at: 0, side: 0, why: 'loop' };
    expect(trustOf(CALL, all('Иди сюда, иди сюда, я тебя жду у подъезда с самого утра.'), [loop]).faults).toEqual([
      'repeats',
    ]);
  });
});

it('several recordings are trusted by how much was said in each', () => {
  const good = trustOf(CALL, all(WORDS), []);
  const bad = { ...good, score: 0, speechSeconds: 4, faults: ['uncovered' as const] };
  expect(combinedTrust([good, bad])).toMatchObject({ score: 0.9, speechSeconds: 40, faults: ['uncovered'] });
  expect(combinedTrust([])).toBeNull();
});

function all(text: string): Said[] {
  return [said(0, 0, 10, text), said(1, 11, 19, text), said(0, 20, 30, text), said(1, 31, 39, text)];
}

function said(channel: 0 | 1 | null, start: number, end: number, text = WORDS): Said {
  return { channel, start, end, text };
}
