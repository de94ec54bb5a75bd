import { UpstreamError } from './trouble.js';

/** What follows from a failed stage. `givesBack`: the attempt is not counted. */
export type Verdict = { action: 'retry'; afterMs: number; givesBack: boolean } | { action: 'give-up' };

/** How long we try. Times in milliseconds. */
export interface Patience {
  firstMs: number;
  longestMs: number;
  attempts: number;
  /** Attempts granted to an error of our own making. */
  faults: number;
  unauthorizedMs: number;
}

const OBEDIENT_ATTEMPTS = 5;

/** About three days of a dead upstream before a call is given up. */
export const PATIENCE: Patience = {
  firstMs: 2_000,
  longestMs: 30 * 60_000,
  attempts: 150,
  faults: 5,
  unauthorizedMs: 10 * 60_000,
};

/** The one place that knows what a failure means. `ageMs` is the time since the call ended; `random` is in [0, 1). */
export function decide(
  error: unknown,
  at: { attempts: number; ageMs: number },
  patience: Patience,
  random: number,
): Verdict {
  const backoff = Math.min(patience.longestMs, patience.firstMs * 2 ** (at.attempts - 1)) * (0.8 + 0.4 * random);
  if (!(error instanceof UpstreamError)) {
    return at.attempts < patience.faults ? again(backoff) : { action: 'give-up' };
  }
  switch (error.trouble) {
    case 'rejected':
      return { action: 'give-up' };
    case 'not-ready':
      return { ...again(error.retryAfterMs ?? waitingStep(at.ageMs)), givesBack: true };
    case 'unauthorized':
    case 'held':
      return { ...again(error.retryAfterMs ?? patience.unauthorizedMs), givesBack: true };
    case 'transient':
    case 'uncertain':
      return at.attempts < patience.attempts ? again(namedWait(error, at, backoff)) : { action: 'give-up' };
  }
}

/** Exactly the wait the server named; but one that keeps naming short waits must not use up our patience in a minute. */
function namedWait(error: UpstreamError, at: { attempts: number }, backoff: number): number {
  if (error.retryAfterMs === undefined) return backoff;
  return at.attempts <= OBEDIENT_ATTEMPTS ? error.retryAfterMs : Math.max(error.retryAfterMs, backoff);
}

/**
 * How long to wait for a recording: two seconds at first, half a minute from the fifth to the tenth, an hour at most.
 * Half a minute too for a call that ends in the future: then the clock is behind, and its age is not known.
 */
export function waitingStep(ageMs: number): number {
  if (ageMs < -60_000) return 30_000;
  if (ageMs < 600_000) return Math.min(30_000, Math.max(2_000, ageMs / 10));
  return Math.min(3_600_000, ageMs / 20);
}

function again(afterMs: number): Verdict & { action: 'retry' } {
  return { action: 'retry', afterMs: Math.round(afterMs), givesBack: false };
}
