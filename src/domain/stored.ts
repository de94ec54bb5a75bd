import type { Analysis, NoAnalysis } from './analysis/analysis.js';
import type { Audio, CallError, CallFacts, Place, StageName } from './call.js';
import type { Instant } from './instant.js';
import type { Delivery } from './ports.js';
import type { Transcript } from './transcript/transcript.js';

export type Status = 'pending' | 'done' | 'skipped' | 'failed';

/** A call as the base knows it, with all that became of it. `cost` in USD; null when a price is unknown. */
export interface StoredCall {
  facts: CallFacts;
  place: Place;
  dueAt: Instant | null;
  attempts: number;
  live: boolean;
  notify: boolean;
  /** How many forced re-runs it has had. */
  take: number;
  skipReason: string | null;
  error: CallError | null;
  audio: Audio | null;
  transcript: Transcript | null;
  analysis: Analysis | NoAnalysis | null;
  passed: Partial<Record<StageName, Instant>>;
  foundAt: Instant;
  cost: number | null;
  deliveries: Delivery[];
}

/** What a call was before a forced re-run replaced it. */
export interface StoredVersion {
  /** The number of the run it came from, 0 = the first. */
  take: number;
  transcript: Transcript | null;
  analysis: Analysis | NoAnalysis | null;
  replacedAt: Instant;
}

/** Every call ends as exactly one of done, skipped, failed; until then it is pending. */
export function statusOf(call: Pick<StoredCall, 'place' | 'dueAt'>): Status {
  if (call.place === 'done' || call.place === 'skipped') return call.place;
  return call.dueAt === null ? 'failed' : 'pending';
}
