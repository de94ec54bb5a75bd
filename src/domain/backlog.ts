import { type Analysis, isAnalysis, type NoAnalysis } from './analysis/analysis.js';
import type { CallFacts } from './call.js';
import type { Wordless } from './transcript/transcript.js';

/** So many cards that have waited are told one by one; more are told in one message. */
export const MOST_SINGLES = 30;

/** A call as far as one line tells of it. */
export interface BriefCall {
  facts: CallFacts;
  wordless: Wordless | null;
  analysis: Analysis | NoAnalysis;
}

/** Missed or red: somebody is to act upon it, so it is not folded into a message of many. */
export function needsOwnCard({ facts, wordless, analysis }: BriefCall): boolean {
  const isMissed = facts.direction === 'in' && wordless === 'missed';
  return isMissed || (isAnalysis(analysis) && analysis.colour === 'red');
}
