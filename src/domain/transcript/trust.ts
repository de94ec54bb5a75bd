/**
 * Why a transcript is doubted: speech without words · more words than anybody says · hardly any · much was made up · the
 * same over and over · one side only.
 */
const TRUST_FAULTS = ['uncovered', 'too-fast', 'too-slow', 'invented', 'repeats', 'one-sided'] as const;
export type TrustFault = (typeof TRUST_FAULTS)[number];

/** How far the words of a call can be relied on. `score` 0 … 1. */
export interface Trust {
  score: number;
  /** Speech of all sides together, and how much of it has words; seconds. */
  speechSeconds: number;
  coveredSeconds: number;
  /** Of the speech that has words. */
  wordsPerMinute: number;
  faults: TrustFault[];
}

/** Below this nothing is judged by what was heard. */
export const LEAST_TRUST = 0.5;
