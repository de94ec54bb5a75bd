import { legible } from '../../lib/legible.js';

/** The longest text Excel takes in a cell is 32,767 UTF-16 units. A mark, and a sign before it, fit in as well. */
const LONGEST = 32_700;
const CUT = '… [обрезано: больше в ячейку Excel не входит]';

/** A text from outside as a cell takes it: single line breaks, nothing that is not seen, not too long. */
export function cellText(text: string): string {
  const clean = legible(text).trim();
  if (clean.length <= LONGEST) return clean;
  return `${clean.slice(0, LONGEST).replace(/[\uD800-\uDBFF]$/, '')}${CUT}`;
}
