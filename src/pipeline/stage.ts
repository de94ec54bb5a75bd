import type { Analysis, NoAnalysis } from '../domain/analysis/analysis.js';
import type { Analyzed, Audio, Fresh, Recorded, Transcribed } from '../domain/call.js';
import type { Transcript } from '../domain/transcript/transcript.js';

/** A step of the way: takes a call that has come so far, returns the one thing it makes, throws UpstreamError. */
export type Stage<Call, Made> = (call: Call, signal: AbortSignal) => Promise<Made>;

/** The way of a call. The types are the order: no stage can be handed a call that lacks what came before. */
export interface Stages {
  download: Stage<Fresh, Audio>;
  transcribe: Stage<Recorded, Transcript>;
  analyze: Stage<Transcribed, Analysis | NoAnalysis>;
  notify: Stage<Analyzed, void>;
}
