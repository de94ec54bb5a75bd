import type { AudioFormat } from './call.js';

/**
 * How the speakers lie in a recording. `stereo`: a voice on each of two channels. `mono`: one channel. `one-signal`: two
 * channels of one and the same signal. `one-sided`: two channels, one of them without a voice. `unknown`: not decoded
 * here, or more than two channels.
 */
export const LAYOUTS = ['mono', 'stereo', 'one-signal', 'one-sided', 'unknown'] as const;
export type Layout = (typeof LAYOUTS)[number];

/** What is in an audio file. All but `speech` and `layout` are null for formats that are not decoded here; then `speech` is true. */
export interface Sound {
  seconds: number | null;
  channels: number | null;
  sampleRate: number | null;
  layout: Layout;
  speech: boolean;
  /** Seconds of speech, summed over the speakers' channels. */
  speechSeconds: number | null;
  /** Mean level of the speech, dB below full scale; null without speech. */
  loudness: number | null;
}

/** How a recording is cut for the upload. */
export interface CutPlan {
  /** `track`: as few pieces as the bounds allow. `turn`: a piece for each turn of a speaker, for models that tell no times. */
  by: 'track' | 'turn';
  longestSeconds: number;
  largestBytes: number;
}

/** What is sent of a recording, as files that are gone once this is disposed of. */
export interface Cutting extends AsyncDisposable {
  /** In the order of their beginnings. Empty where nobody speaks. */
  pieces: Piece[];
  /** Where somebody speaks, by beginning; empty for formats that are not decoded here. */
  runs: SpeechRun[];
}

/** Seconds from the start of the recording. `channel` is null where the channels do not tell speakers apart. */
export interface SpeechRun {
  channel: 0 | 1 | null;
  from: number;
  to: number;
}

/** One upload: speech of one channel (null: of all) with the silence taken out. */
export interface Piece {
  file: string;
  format: AudioFormat;
  bytes: number;
  sha256: string;
  /** Null where it is not known. */
  seconds: number | null;
  channel: 0 | 1 | null;
  /** Where its sound comes from, in order. Empty: it is the recording as it is. */
  stretches: Stretch[];
  /** Its first seconds that the piece before holds too, as there was no pause to cut in. */
  overlapSeconds: number;
}

/** Seconds `at` in the piece on are those `from`–`to` of the recording. */
export interface Stretch {
  at: number;
  from: number;
  to: number;
}
