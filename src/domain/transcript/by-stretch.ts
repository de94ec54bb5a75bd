import type { Span } from '../sound/sound.js';
import { SENTENCE_END } from './spelling.js';

/** What it costs to end a stretch behind such a word: the less often people pause there, the more. */
const ENDINGS = [
  { word: SENTENCE_END, cost: 0 },
  { word: /[,;:—-]["»)]*$/u, cost: 2 },
];
const MID_PHRASE_COST = 3;
/** A stretch in which nothing was heard is rarer still. */
const WORDLESS_COST = 4;
/** How much letters differ from what a stretch is long enough for. */
const VARIANCE = 4;
/** Digits are spoken longer than they are written. */
const LETTERS_PER_DIGIT = 5;
/** So far, in words, a border is looked for on both sides of where even speech would have it. */
const DRIFT = 40;

/** The cheapest way to deal words up to a border: what it costs, and where its last stretch begins. */
interface Way {
  cost: number;
  from: number;
}

/**
 * The words of a text dealt out to the stretches of speech it was heard in, in order: how long a stretch is tells how
 * much is said in it, and mostly it ends with a sentence. As Gale and Church align sentences, by dynamic programming.
 */
export function byStretch(words: string[], stretches: Span[]): string[][] {
  const letters = sums(words.map(lettersOf));
  const seconds = sums(stretches.map(({ start, end }) => end - start));
  const rate = (letters.at(-1) ?? 0) / (seconds.at(-1) || 1);
  const endings = words.map((word) => ENDINGS.find((ending) => ending.word.test(word))?.cost ?? MID_PHRASE_COST);
  const costOf = (from: number, to: number, expected: number) => {
    const surplus = (letters[to] ?? 0) - (letters[from] ?? 0) - expected;
    const ending = from === to ? WORDLESS_COST : (endings[to - 1] ?? 0);
    return surplus ** 2 / (2 * VARIANCE * (expected + 1)) + ending;
  };
  const ways: Map<number, Way>[] = [new Map([[0, { cost: 0, from: 0 }]])];
  for (const [stretch, { start, end }] of stretches.entries()) {
    const expected = rate * (end - start);
    const even = letters.findIndex((sum) => sum >= rate * (seconds[stretch + 1] ?? 0));
    const isLast = stretch === stretches.length - 1;
    const middle = isLast || even < 0 ? words.length : even;
    const reach = isLast ? 0 : DRIFT;
    const next = new Map<number, Way>();
    for (let to = Math.max(0, middle - reach); to <= Math.min(words.length, middle + reach); to++) {
      next.set(
        to,
        cheapest(ways.at(-1), to, (from) => costOf(from, to, expected)),
      );
    }
    ways.push(next);
  }
  return cut(words, ways);
}

function cheapest(ways: Map<number, Way> | undefined, to: number, costFrom: (from: number) => number): Way {
  let best: Way = { cost: Number.POSITIVE_INFINITY, from: to };
  for (const [from, { cost }] of ways ?? []) {
    if (from > to) break;
    const sum = cost + costFrom(from);
    if (sum < best.cost) best = { cost: sum, from };
  }
  return best;
}

/** Back from the end along the cheapest way. */
function cut(words: string[], ways: Map<number, Way>[]): string[][] {
  const dealt: string[][] = [];
  let to = words.length;
  for (const way of ways.slice(1).reverse()) {
    const from = way.get(to)?.from ?? 0;
    dealt.unshift(words.slice(from, to));
    to = from;
  }
  return dealt;
}

/** How long a word takes, in letters and the pause behind it. */
export function lettersOf(word: string): number {
  const digits = word.replace(/\D/g, '').length;
  return word.length + 1 + digits * (LETTERS_PER_DIGIT - 1);
}

/** What comes before each, and all together. */
function sums(numbers: number[]): number[] {
  const all = [0];
  for (const number of numbers) all.push((all.at(-1) ?? 0) + number);
  return all;
}
