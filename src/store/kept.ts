import type { Analysis, NoAnalysis } from '../domain/analysis/analysis.js';
import { keptAnalysis, keptTranscript } from '../domain/analysis/stored.js';
import type { Transcript } from '../domain/transcript/transcript.js';

/** A column of JSON; null where nothing is in it. */
export function parsed<Value>(text: string | null): Value | null {
  return text === null ? null : (JSON.parse(text) as Value);
}

export function transcriptIn(text: string | null): Transcript | null {
  return text === null ? null : keptTranscript(JSON.parse(text));
}

export function analysisIn(text: string | null): Analysis | NoAnalysis | null {
  return text === null ? null : keptAnalysis(JSON.parse(text));
}
