/** A word that ends a sentence, quotes and brackets behind it or not. */
export const SENTENCE_END = /[.!?…]["»)]*$/u;

/** What a word or a text is known by, however it is written: its letters and digits, in lower case. */
export function keyOf(text: string): string {
  return text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
}
