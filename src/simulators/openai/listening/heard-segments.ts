import type { Segment, SpokenWord } from '../known-calls.js';

/** A word in the sound, with its time there; `index` in its segment. */
export interface HeardWord extends SpokenWord {
  segment: Segment;
  index: number;
}

/** A longer pause between two words makes two segments of them, in seconds. */
const PAUSE = 0.6;

/** Words as segments in order of time: a new one after a pause, and wherever another one began in the recording. */
export function heardSegments(words: HeardWord[]): Segment[] {
  const bySegment = new Map<Segment, HeardWord[]>();
  for (const word of words) bySegment.set(word.segment, [...(bySegment.get(word.segment) ?? []), word]);
  const runs = [...bySegment.values()].flatMap(runsOf);
  return runs.map(segmentOf).sort((one, other) => one.start - other.start);
}

function runsOf(words: HeardWord[]): HeardWord[][] {
  const runs: HeardWord[][] = [];
  for (const word of words.sort((one, other) => one.start - other.start)) {
    const run = runs.at(-1);
    const before = run?.at(-1);
    if (before !== undefined && before.index < word.index && word.start - before.end <= PAUSE) run?.push(word);
    else runs.push([word]);
  }
  return runs;
}

function segmentOf(run: HeardWord[]): Segment {
  const words = run.map(({ text, start, end }) => ({ text, start, end }));
  const [first] = run;
  const start = first?.start ?? 0;
  const end = words.at(-1)?.end ?? start;
  return { ...first?.segment, start, end, text: words.map((word) => word.text).join(' '), words };
}
