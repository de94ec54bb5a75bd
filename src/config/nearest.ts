/** What is longer is no name of ours. */
const LONGEST = 80;

/** The known name that was most likely meant, null when nothing is near. Case, dots and underscores do not count. */
export function nearest(wrong: string, known: Iterable<string>): string | null {
  if (wrong.length > LONGEST) return null;
  const meant = bare(wrong);
  const ranked = [...known]
    .map((name) => ({ name, distance: distanceBetween(meant, bare(name)) }))
    .sort((a, b) => a.distance - b.distance);
  const best = ranked[0];
  return best && best.distance <= Math.max(1, meant.length / 4) ? best.name : null;
}

/** Edits from one to the other; one edit where only the section is missing (`botToken` for `telegram.botToken`). */
function distanceBetween(meant: string, name: string): number {
  const whole = edits(meant, name);
  return whole > 0 && meant.length > 3 && name.endsWith(meant) ? 1 : whole;
}

function bare(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]/g, '');
}

/** Levenshtein's distance, row by row. */
function edits(a: string, b: string): number {
  let above = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (const [row, letter] of [...a].entries()) {
    const current = [row + 1];
    for (const [column, other] of [...b].entries()) {
      const replaced = at(above, column) + (letter === other ? 0 : 1);
      current.push(Math.min(replaced, at(above, column + 1) + 1, at(current, column) + 1));
    }
    above = current;
  }
  return at(above, b.length);
}

function at(row: number[], index: number): number {
  return row[index] ?? Number.POSITIVE_INFINITY;
}
