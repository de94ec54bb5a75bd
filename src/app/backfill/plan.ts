import type { Config } from '../../config/derive.js';
import type { CallFacts } from '../../domain/call.js';
import { estimateUsd } from '../../domain/estimate.js';
import { isAnswered, recordedLegs } from '../../domain/legs.js';
import { statusOf } from '../../domain/stored.js';
import { skipReason, type WorthRules } from '../../domain/worth.js';
import type { Base } from '../../store/open.js';
import { standingOf } from '../../store/state.js';

/** What a backfill would do. */
export interface Plan {
  /** Calls of ours in the history. */
  found: number;
  /** Of these, at an end in the base already. */
  known: number;
  /** The rest, oldest first. */
  calls: CallFacts[];
  /** Of the rest: calls that will be transcribed, and their talk. */
  paid: number;
  minutes: number;
  /** USD; null when a price is unknown. */
  usd: number | null;
}

/** Leaves out what has ended in the base, and keeps the newest `limit` of the others. */
export async function planBackfill(
  found: CallFacts[],
  base: Base,
  config: Config,
  worth: WorthRules,
  limit: number | null,
): Promise<Plan> {
  const open: CallFacts[] = [];
  for (const call of found) {
    const standing = await standingOf(base, call.id);
    if (!standing || statusOf(standing) === 'pending') open.push(call);
  }
  const calls = limit === null ? open : open.slice(-limit);
  const talks = calls.filter((call) => isPaid(call, worth)).map((call) => call.talkSeconds);
  const { prices, transcription, analysis } = config;
  return {
    found: found.length,
    known: found.length - open.length,
    calls,
    paid: talks.length,
    minutes: Math.round(talks.reduce((total, seconds) => total + seconds, 0) / 60),
    usd: estimateUsd(talks, prices[transcription.model], prices[analysis.model]),
  };
}

function isPaid(call: CallFacts, worth: WorthRules): boolean {
  return isAnswered(call) && recordedLegs(call).length > 0 && skipReason(call, worth) === null;
}
