/** What became of the true words: heard right, or lost; and which were heard besides. */
export interface Alignment {
  right: number;
  missing: string[];
  added: string[];
  /** Words replaced, left out or put in. */
  errors: number;
}

/** The words of a text as they are compared: letters and digits only, ё as е. */
export function wordsIn(text: string): string[] {
  const plain = text.toLowerCase().replaceAll('ё', 'е');
  return plain.split(/[^\p{L}\p{N}]+/u).filter(Boolean);
}

const [SAME, REPLACED, LEFT_OUT, PUT_IN] = [0, 1, 2, 3];

/** The two with as few changes between them as there can be. */
export function aligned(truth: string[], heard: string[]): Alignment {
  const moves = movesBetween(truth, heard);
  const alignment: Alignment = { right: 0, missing: [], added: [], errors: 0 };
  const width = heard.length + 1;
  let [row, column] = [truth.length, heard.length];
  while (row > 0 || column > 0) {
    const move = moves[row * width + column] ?? SAME;
    if (move !== PUT_IN) row -= 1;
    if (move !== LEFT_OUT) column -= 1;
    if (move === SAME) alignment.right += 1;
    else alignment.errors += 1;
    if (move === REPLACED || move === LEFT_OUT) alignment.missing.push(truth[row] ?? '');
    if (move === REPLACED || move === PUT_IN) alignment.added.push(heard[column] ?? '');
  }
  alignment.missing.reverse();
  alignment.added.reverse();
  return alignment;
}

/** By place in both, the last step on the cheapest way there. */
function movesBetween(truth: string[], heard: string[]): Uint8Array {
  const width = heard.length + 1;
  const moves = new Uint8Array((truth.length + 1) * width).fill(PUT_IN, 1, width);
  let above = Uint32Array.from({ length: width }, (_, column) => column);
  for (let row = 1; row <= truth.length; row++) {
    const costs = new Uint32Array(width);
    costs[0] = row;
    moves[row * width] = LEFT_OUT;
    for (let column = 1; column < width; column++) {
      const isSame = truth[row - 1] === heard[column - 1];
      const both = (above[column - 1] ?? 0) + (isSame ? 0 : 1);
      const leftOut = (above[column] ?? 0) + 1;
      const putIn = (costs[column - 1] ?? 0) + 1;
      const least = Math.min(both, leftOut, putIn);
      costs[column] = least;
      moves[row * width + column] = least === both ? (isSame ? SAME : REPLACED) : least === leftOut ? LEFT_OUT : PUT_IN;
    }
    above = costs;
  }
  return moves;
}
