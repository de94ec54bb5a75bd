import type { Placed, Word } from './placed.js';
import { keyOf } from './spelling.js';

/** So far on both sides of a cut the same words are looked for. */
const REACH = 40;
/** One word is the same by chance. */
const LEAST_WORDS = 2;

/**
 * What two pieces of a track have heard of the moments around their cut, each word once. Where the times of words are
 * told, they are dealt by the border; where they are but guessed, the pieces are laid over each other by their words.
 */
export function seamed(before: Placed[], after: Placed[], border: number): [Placed[], Placed[]] {
  const [told, telling] = [wordsOf(before), wordsOf(after)];
  const isGuess = [before.at(-1), after[0]].some((part) => part?.isGuess);
  const same = isGuess ? sameRun(told.slice(-REACH), telling.slice(0, REACH)) : null;
  const isEarlier = ({ start, end }: Word) => (start + end) / 2 < border;
  const kept = same ? Math.max(0, told.length - REACH) + same.endsBefore : told.filter(isEarlier).length;
  const skipped = same ? same.endsAfter : telling.filter(isEarlier).length;
  const earlier = firstWords(before, kept);
  return [earlier, notBefore(lastWords(after, telling.length - skipped), wordsOf(earlier).at(-1)?.end ?? 0)];
}

/** Guessed times may run back: what comes later must not be told earlier. */
function notBefore(parts: Placed[], second: number): Placed[] {
  const moved = (word: Word) => ({ ...word, start: Math.max(word.start, second), end: Math.max(word.end, second) });
  return parts.map((part) => (part.isGuess ? { ...part, words: part.words.map(moved) } : part));
}

/** Where the longest run of the same words ends in both. */
function sameRun(before: Word[], after: Word[]): { endsBefore: number; endsAfter: number } | null {
  const [one, other] = [keysOf(before), keysOf(after)];
  let longest = { length: LEAST_WORDS - 1, endsBefore: 0, endsAfter: 0 };
  let row = new Array<number>(other.length + 1).fill(0);
  for (const [at, key] of one.entries()) {
    const next = other.map((each, place) => (each === key ? (row[place] ?? 0) + 1 : 0));
    row = [0, ...next];
    for (const [place, length] of next.entries()) {
      if (length > longest.length) longest = { length, endsBefore: at + 1, endsAfter: place + 1 };
    }
  }
  return longest.length < LEAST_WORDS ? null : longest;
}

function firstWords(parts: Placed[], count: number): Placed[] {
  let left = count;
  return parts.map((part) => {
    const words = part.words.slice(0, Math.max(0, left));
    left -= part.words.length;
    return { ...part, words };
  });
}

function lastWords(parts: Placed[], count: number): Placed[] {
  let surplus = wordsOf(parts).length - count;
  return parts.map((part) => {
    const words = part.words.slice(Math.max(0, surplus));
    surplus -= part.words.length;
    return { ...part, words };
  });
}

function wordsOf(parts: Placed[]): Word[] {
  return parts.flatMap(({ words }) => words);
}

function keysOf(words: Word[]): string[] {
  return words.map(({ text }) => keyOf(text));
}
