/** The longest text Excel takes in a cell is 32,767 UTF-16 units. A mark, and a sign before it, fit in as well. */
const LONGEST = 32_700;
const CUT = '… [обрезано: больше в ячейку Excel не входит]';

/** A text from outside as a cell takes it: single line breaks, no control characters, not too long. */
export function cellText(text: string): string {
  const clean = text
    .replace(/\r\n?/g, '\n')
    .replace(/[^\P{Cc}\n\t]/gu, '')
    .trim();
  if (clean.length <= LONGEST) return clean;
  return `${clean.slice(0, LONGEST).replace(/[\uD800-\uDBFF]$/, '')}${CUT}`;
}
