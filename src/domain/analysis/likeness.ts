import { distance } from 'fastest-levenshtein';
import { type Token, tokensOf } from './tokens.js';

/** A quote may leave words out, but not be strewn over so many times its length. */
const STRETCH = 1.5;
const SLACK_WORDS = 2;
/** Of a longer quote the beginning proves enough. */
const LONGEST_WORDS = 40;

/**
 * How far a quote stands in a text, 0 … 1: the share of its words that are there in this order, close together. A number,
 * a date or a denial that is not there, or that is denied there, leaves nothing of it.
 */
export function likeness(quote: string, text: string): number {
  const [wanted, said] = [tokensOf(quote).slice(0, LONGEST_WORDS), tokensOf(text)];
  if (wanted.length === 0 || said.length === 0) return 0;
  const mustStand = wanted.filter(isWeighty);
  const width = Math.ceil(wanted.length * STRETCH) + SLACK_WORDS;
  let best = 0;
  for (let from = 0; from === 0 || from + width <= said.length; from++) {
    const window = said.slice(from, from + width);
    if (commonInOrder(mustStand, window) < mustStand.length || isDenied(wanted, window)) continue;
    best = Math.max(best, commonInOrder(wanted, window));
    if (best === wanted.length) break;
  }
  return best / wanted.length;
}

/** Whether all numbers, dates and denials of a quote are in a text, be it in no order; not so where it has none. */
export function holdsValues(quote: string, text: string): boolean {
  const said = tokensOf(text);
  const wanted = tokensOf(quote).filter(isWeighty);
  return wanted.length > 0 && wanted.every((token) => said.some((other) => isSame(token, other)));
}

function isWeighty({ exact, denied }: Token): boolean {
  return exact || denied;
}

/** Whether the text says «не» to a word that the quote says without, and nowhere says it so too. */
function isDenied(wanted: Token[], window: Token[]): boolean {
  return wanted.some(
    (token) =>
      !token.denied &&
      window.some((other) => other.denied && isSame(token, { ...other, denied: false })) &&
      !window.some((other) => isSame(token, other)),
  );
}

/** The longest common subsequence, a word misspelt by a letter or with another ending counting as the same. */
function commonInOrder(wanted: Token[], said: Token[]): number {
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

function isSame(one: Token, other: Token): boolean {
  if (one.denied !== other.denied || one.exact !== other.exact) return false;
  return one.text === other.text || (!one.exact && isAlike(one.text, other.text));
}

function isAlike(word: string, other: string): boolean {
  if (word.length < 4 || other.length < 4 || Math.abs(word.length - other.length) > 2) return false;
  return distance(word, other) <= (word.length > 6 ? 2 : 1);
}

/** Whether a text may hold the quote at all: a quick look, by the beginnings of words. */
export function mayHold(beginnings: ReadonlySet<string>, quote: string, share: number): boolean {
  const wanted = tokensOf(quote).slice(0, LONGEST_WORDS);
  return wanted.filter((token) => beginnings.has(beginningOf(token))).length >= wanted.length * share;
}

export function beginningsOf(text: string): Set<string> {
  return new Set(tokensOf(text).map(beginningOf));
}

/** A word misspelt in its first letters is not found so; the rest of its quote is. */
function beginningOf({ text, exact }: Token): string {
  return exact ? text : text.slice(0, 3);
}
