import { numeralOf } from '../numbers/numerals.js';
import { keyOf } from './spelling.js';

/** A phrase of up to so many words that goes round and round. */
const LONGEST_PHRASE = 12;
/** «Да-да-да-да» is said; more of the same is not. */
const MOST_ROUNDS = 5;
/** Account numbers are dictated with so many noughts. */
const MOST_DIGITS = 12;
const KEPT_ROUNDS = 2;

/** The text with phrases that repeat without end kept twice, and the rounds that were cut. */
export function withoutLoop(text: string): { text: string; cut: string[] } {
  const words = text.split(/\s+/).filter(Boolean);
  const keys = words.map(keyOf);
  const kept: string[] = [];
  const cut: string[] = [];
  for (let at = 0; at < words.length; ) {
    const loop = loopAt(keys, at);
    const enough = at + (loop ? loop.phrase * KEPT_ROUNDS : 1);
    const end = at + (loop ? loop.phrase * loop.rounds : 1);
    kept.push(...words.slice(at, enough));
    if (loop) cut.push(words.slice(enough, end).join(' '));
    at = end;
  }
  return cut.length === 0 ? { text, cut } : { text: kept.join(' '), cut };
}

function loopAt(keys: string[], at: number): { phrase: number; rounds: number } | null {
  for (let phrase = 1; phrase <= LONGEST_PHRASE; phrase++) {
    const rounds = roundsOf(keys, at, phrase);
    if (rounds > (phrase === 1 && isNumber(keys[at]) ? MOST_DIGITS : MOST_ROUNDS)) return { phrase, rounds };
  }
  return null;
}

function isNumber(key = ''): boolean {
  return /^\d+$/.test(key) || numeralOf(key) !== null;
}

/** Whether the text is but one phrase over and over. */
export function isLoop(text: string): boolean {
  const keys = text.split(/\s+/).filter(Boolean).map(keyOf);
  return (
    keys.length > 2 &&
    [1, 2, 3, 4].some(
      (phrase) => roundsOf(keys, 0, phrase) * phrase > keys.length - phrase && keys.length >= 3 * phrase,
    )
  );
}

function roundsOf(keys: string[], at: number, phrase: number): number {
  let rounds = 1;
  const isSame = (round: number) =>
    Array.from({ length: phrase }, (_, place) => keys[at + place]).every(
      (key, place) => key !== undefined && key === keys[at + round * phrase + place],
    );
  while (isSame(rounds)) rounds += 1;
  return rounds;
}
