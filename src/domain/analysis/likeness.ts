import { distance } from 'fastest-levenshtein';

/** A quote may leave words out, but not be strewn over so many times its length. */
const STRETCH = 1.5;
const SLACK_WORDS = 2;
/** Of a longer quote the beginning proves enough. */
const LONGEST_WORDS = 25;

/** How far a quote stands in a text, 0 … 1: the share of its words that are there in this order, close together. */
export function likeness(quote: string, text: string): number {
  const [wanted, said] = [wordsOf(quote).slice(0, LONGEST_WORDS), wordsOf(text)];
  if (wanted.length === 0 || said.length === 0) return 0;
  const width = Math.ceil(wanted.length * STRETCH) + SLACK_WORDS;
  let best = 0;
  for (let from = 0; from === 0 || from + width <= said.length; from++) {
    best = Math.max(best, commonInOrder(wanted, said.slice(from, from + width)));
    if (best === wanted.length) break;
  }
  return best / wanted.length;
}

/** The longest common subsequence, a word misspelt by a letter or with another ending counting as the same. */
function commonInOrder(wanted: string[], said: string[]): number {
  let row = new Array<number>(said.length + 1).fill(0);
  for (const word of wanted) {
    const next = [0];
    for (const [at, other] of said.entries()) {
      const longest = Math.max(row[at + 1] ?? 0, next[at] ?? 0);
      next.push(isSame(word, other) ? Math.max(longest, (row[at] ?? 0) + 1) : longest);
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}

function isSame(word: string, other: string): boolean {
  if (word === other) return true;
  if (word.length < 4 || other.length < 4 || Math.abs(word.length - other.length) > 2) return false;
  return distance(word, other) <= (word.length > 6 ? 2 : 1);
}

/** Whether a text may hold the quote at all: a quick look, by the beginnings of words. */
export function mayHold(beginnings: ReadonlySet<string>, quote: string, share: number): boolean {
  const wanted = wordsOf(quote).slice(0, LONGEST_WORDS);
  return wanted.filter((word) => beginnings.has(beginningOf(word))).length >= wanted.length * share;
}

export function beginningsOf(text: string): Set<string> {
  return new Set(wordsOf(text).map(beginningOf));
}

/** A word misspelt in its first letters is not found so; the rest of its quote is. */
function beginningOf(word: string): string {
  return word.slice(0, 3);
}

export function wordsOf(text: string): string[] {
  return (
    text
      .toLowerCase()
      .replaceAll('ё', 'е')
      .match(/[\p{L}\p{N}]+/gu) ?? []
  );
}
