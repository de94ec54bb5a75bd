import stringWidth from 'string-width';
import { legible } from '../lib/legible.js';

type Terminal = Pick<NodeJS.WriteStream, 'isTTY' | 'columns'>;

/** How many columns a line may take: 80 where a terminal does not tell, null in a pipe, where nothing is cut. */
export function columnsOf(stream: Terminal): number | null {
  return stream.isTTY ? stream.columns || 80 : null;
}

/** The line, its end cut and marked with «…» where it takes more columns. */
export function fitted(line: string, columns: number | null): string {
  if (columns === null || stringWidth(line) <= columns) return line;
  let head = '';
  let width = 0;
  for (const { segment } of new Intl.Segmenter().segment(line)) {
    width += stringWidth(segment);
    if (width > columns - 1) break;
    head += segment;
  }
  return `${head.trimEnd()}…`;
}

/** A foreign text without what would break a line or command the terminal. */
export function onOneLine(text: string): string {
  return legible(text).replace(/\s+/g, ' ').trim();
}

/** With spaces behind it up to this many columns. */
export function padded(text: string, columns: number): string {
  return text + ' '.repeat(Math.max(0, columns - stringWidth(text)));
}

export function widthOf(text: string): number {
  return stringWidth(text);
}
