/** A stretch of a transcript that is read in one go: its lines, and the number of the first. */
export interface Part {
  from: number;
  lines: string[];
}

/** The lines in as few parts as fit into so many letters each; no line is ever cut. */
export function partsOf(lines: string[], letters: number): Part[] {
  const parts: Part[] = [];
  let room = 0;
  for (const [number, line] of lines.entries()) {
    room -= line.length + 1;
    const last = parts.at(-1);
    if (last && room >= 0) last.lines.push(line);
    else {
      parts.push({ from: number, lines: [line] });
      room = letters - line.length - 1;
    }
  }
  return parts;
}

/** A text without turns as lines of their own, sentence by sentence. */
export function sentencesOf(text: string): string[] {
  return text.split(/(?<=[.!?…])\s+|\n/u).filter((sentence) => sentence.trim() !== '');
}
