import { table } from '../eval/table.js';
import type { Took } from './took.js';

/** What a recording took, and what a file of six seconds takes. */
export interface Run {
  whole: Took;
  idle: Took;
}

/** Without ffmpeg its columns are empty. */
export function engineTable(rows: string[][]): string {
  const isAlone = rows.some((row) => row[2] === '');
  const title = isAlone ? 'Our engine (there is no ffmpeg here to compare it with)' : 'Our engine beside ffmpeg';
  const figures = ['CPU s', 'ffmpeg', 'ratio', 'MB above idle', 'ffmpeg', 'ratio', 'MB in all', 'ffmpeg'];
  return `### ${title}\n\n${table(['an hour of stereo', ...figures], rows)}`;
}

/** Figures of ours and of ffmpeg, and the ratio of the two. */
export function besides(ours: Run, theirs: Run | null): string[] {
  const [our, their] = [above(ours), theirs && above(theirs)];
  return [
    ...pair(our, their, ({ seconds }) => seconds),
    ...pair(our, their, ({ bytes }) => bytes / 1e6),
    ...pair(ours.whole, theirs?.whole ?? null, ({ bytes }) => bytes / 1e6).slice(0, 2),
  ];
}

function pair(ours: Took, theirs: Took | null, of: (took: Took) => number): string[] {
  if (!theirs) return [of(ours).toFixed(1), '', ''];
  return [of(ours).toFixed(1), of(theirs).toFixed(1), (of(ours) / of(theirs)).toFixed(1)];
}

export function threeHoursTable(sending: Run): string {
  const { seconds, bytes } = above(sending);
  const figures = [seconds, bytes / 1e6, sending.whole.bytes / 1e6].map((figure) => figure.toFixed(1));
  const head = ['three hours of stereo', 'CPU s', 'MB above idle', 'MB in all'];
  return `### Heard, cut, and sent to a server in another process\n\n${table(head, [['whisper-1', ...figures]])}`;
}

export function above({ whole, idle }: Run): Took {
  return { seconds: whole.seconds - idle.seconds, bytes: whole.bytes - idle.bytes };
}
