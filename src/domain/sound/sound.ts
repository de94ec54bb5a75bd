/** A stretch of time, in seconds from the start of a recording. */
export interface Span {
  start: number;
  end: number;
}

/**
 * How many voices a recording keeps apart: `mono` one channel (or more than two) for all · `stereo` a side of the call on
 * each channel · `same` one signal on both · `one-sided` nobody speaks on the other channel.
 */
export type Layout = 'mono' | 'stereo' | 'same' | 'one-sided';

/** Which channel a track is taken from; `mix`: all of them together. */
export type Source = 0 | 1 | 'mix';

/** What is listened to as one voice line. `side`: the channel of a side of the call; null where both talk on it. */
export interface Track {
  from: Source;
  side: 0 | 1 | null;
  /** Where somebody speaks, in order: separated by at least a short pause, and free of the other side's echo. */
  speech: Span[];
}

/** What is in a recording. Loudness in dBFS, a figure for each channel: of its voice, null without one. */
export interface Sound {
  seconds: number;
  channels: number;
  sampleRate: number;
  layout: Layout;
  loudness: (number | null)[];
  tracks: Track[];
}

export function lengthOf(spans: Span[]): number {
  return spans.reduce((sum, { start, end }) => sum + end - start, 0);
}

/** Seconds that two stretches have in common. */
export function overlapOf(one: Span, other: Span): number {
  return Math.max(0, Math.min(one.end, other.end) - Math.max(one.start, other.start));
}
