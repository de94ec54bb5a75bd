import type { Segment, SpokenWord } from './known-calls.js';

/** The words of a segment; where their times are not known they are spread over it by their letters. */
export function wordsOf({ words, text, start, end }: Segment): SpokenWord[] {
  if (words !== undefined) return words;
  const texts = text.split(/\s+/).filter((word) => word !== '');
  const lengths = texts.map((word) => word.length + 1);
  const each = (end - start) / lengths.reduce((sum, length) => sum + length, 0);
  let at = start;
  return texts.map((word, index) => {
    const from = at;
    at += (lengths[index] ?? 0) * each;
    return { text: word, start: rounded(from), end: rounded(at) };
  });
}

/** To the millisecond. */
export function rounded(seconds: number): number {
  return Math.round(seconds * 1000) / 1000;
}
