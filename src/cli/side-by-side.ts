import { padded, widthOf } from './terminal.js';

const TITLE = 16;
const GAP = '  ';
/** Narrower columns are of no use. */
const LEAST = 24;

/** Rows of a title and two texts, wrapped into columns; two texts that are the same are told once, empty ones not at all. */
export function beside(rows: [title: string, left: string, right: string][], columns: number): string {
  const half = Math.max(LEAST, Math.floor((columns - TITLE - 2 * GAP.length) / 2));
  return rows
    .filter(([, left, right]) => left !== '' || right !== '')
    .flatMap(([title, left, right]) => {
      const isSame = left === right;
      const one = wrapped(left === '' ? '—' : left, isSame ? 2 * half + GAP.length : half);
      const other = isSame ? [] : wrapped(right === '' ? '—' : right, half);
      const lines = Array.from({ length: Math.max(one.length, other.length) }, (_, at) => [
        one[at] ?? '',
        other[at] ?? '',
      ]);
      return lines.map(([mine = '', theirs = ''], at) =>
        `${padded(at === 0 ? title : '', TITLE)}${GAP}${theirs ? padded(mine, half) + GAP + theirs : mine}`.trimEnd(),
      );
    })
    .map((line) => `${line}\n`)
    .join('');
}

/** Broken between words; what is wider than a column alone stands out of it. */
function wrapped(text: string, width: number): string[] {
  return text.split('\n').flatMap((paragraph) => {
    const lines: string[] = [];
    for (const word of paragraph.split(' ')) {
      const last = lines.at(-1);
      if (last !== undefined && widthOf(`${last} ${word}`) <= width) lines[lines.length - 1] = `${last} ${word}`;
      else lines.push(word);
    }
    return lines;
  });
}
