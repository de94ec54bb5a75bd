/** Words to mend after recognition, by how they are misheard; the case of letters does not matter. */
export type Replacements = Record<string, string>;

/** The text with misheard words replaced (`transcription.replace`): whole words, longest first, ё and е alike. */
export function mended(text: string, replacements: Replacements): string {
  const wrong = Object.keys(replacements).filter((word) => word.trim() !== '');
  if (wrong.length === 0) return text;
  const right = new Map(wrong.map((word) => [folded(word), replacements[word] ?? word]));
  const longestFirst = [...wrong].sort((one, other) => other.length - one.length).map(patternOf);
  const pattern = new RegExp(`(?<![\\p{L}\\p{N}])(?:${longestFirst.join('|')})(?![\\p{L}\\p{N}])`, 'giu');
  return text.replace(pattern, (found) => right.get(folded(found)) ?? found);
}

function patternOf(word: string): string {
  return word
    .trim()
    .replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
    .replace(/\s+/g, '\\s+')
    .replace(/[её]/gi, '[её]');
}

function folded(word: string): string {
  return word.trim().toLowerCase().replaceAll('ё', 'е').replace(/\s+/g, ' ');
}
