import snowball from 'snowball-stemmers';

/** A word of a text: where it stands, in UTF-16 units, and the stem that it is found by. */
export interface Word {
  start: number;
  end: number;
  stem: string;
}

const WORD = /[\p{L}\p{N}][\p{L}\p{M}\p{N}]*/gu;
const CYRILLIC = /^\p{Script=Cyrillic}+$/u;
/** Forms of words whose stems are kept at hand; speech has fewer. */
const REMEMBERED = 100_000;

const russian = snowball.newStemmer('russian');
const stems = new Map<string, string>();

/** The words of a text, in order: runs of letters and digits. */
export function wordsOf(text: string): Word[] {
  return Array.from(text.matchAll(WORD), ({ 0: word, index }) => ({
    start: index,
    end: index + word.length,
    stem: stemOf(word),
  }));
}

/** In lower case, ё as е, without stress marks. */
export function folded(word: string): string {
  return word.normalize('NFC').toLowerCase().replaceAll('ё', 'е').replace(/\p{M}/gu, '');
}

function stemOf(word: string): string {
  const known = stems.get(word);
  if (known !== undefined) return known;
  if (stems.size >= REMEMBERED) stems.clear();
  const stem = stemmed(folded(word));
  stems.set(word, stem);
  return stem;
}

/** Russian words lose their endings; names in other letters, and digits, stay as they are. */
function stemmed(word: string): string {
  return CYRILLIC.test(word) ? russian.stem(word) || word : word;
}
