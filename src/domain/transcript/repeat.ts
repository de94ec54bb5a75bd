import type { Word } from './placed.js';

/** So many words of an overlap may be told otherwise at its edges. */
const SLACK = 3;
const LONGEST = 40;

/** The words of a piece without those at its start that the end of the last piece has told already. */
export function withoutRepeat(before: Word[], words: Word[]): Word[] {
  const tail = before.slice(-LONGEST).map(keyOf);
  const head = words.slice(0, LONGEST).map(keyOf);
  for (let length = Math.min(tail.length, head.length); length >= 2; length--) {
    for (let skipped = 0; skipped <= SLACK && skipped + length <= head.length; skipped++) {
      const isSame = head.slice(skipped, skipped + length).every((key, at) => key === tail[tail.length - length + at]);
      if (isSame) return words.slice(skipped + length);
    }
  }
  return words;
}

function keyOf({ text }: Word): string {
  return text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
}
