import type { Config } from '../../config/derive.js';
import type { CallFacts } from '../../domain/call.js';
import { estimateUsd } from '../../domain/estimate.js';
import type { Instant } from '../../domain/instant.js';
import { isAnswered, recordedLegs } from '../../domain/legs.js';
import { statusOf } from '../../domain/stored.js';
import { skipReason } from '../../domain/worth.js';
import { standingOf } from '../../store/state.js';
import type { Parts } from '../assemble.js';
import { worthRules } from '../worth-rules.js';

/** What a backfill would do. */
export interface Plan {
  /** Calls of ours in the history. */
  found: number;
  /** Of these, at an end in the base already. */
  known: number;
  /** Live ones: in the queue, or for the next pass of the poll to take. They get their cards from it. */
  left: number;
  /** The rest, oldest first. */
  calls: CallFacts[];
  /** Of the rest: calls that will be transcribed, and their talk. */
  paid: number;
  minutes: number;
  /** USD; null when a price is unknown. */
  usd: number | null;
}

/** Leaves out what has ended in the base and what is live, and keeps the newest `limit` of the others. */
export async function planBackfill(
  found: CallFacts[],
  { base, memory }: Pick<Parts, 'base' | 'memory'>,
  config: Config,
  limit: number | null,
): Promise<Plan> {
  const liveFrom = liveSince(await memory.get('poll.floor'), config);
  const open: CallFacts[] = [];
  let left = 0;
  for (const call of found) {
    const standing = await standingOf(base, call);
    const isOpen = !standing || statusOf(standing) === 'pending';
    const isLive = standing ? standing.live : liveFrom !== null && call.endedAt >= liveFrom;
    if (isOpen && isLive) left += 1;
    else if (isOpen) open.push(call);
  }
  const calls = limit === null ? open : open.slice(-limit);
  const talks = calls.filter((call) => isPaid(call, config)).map((call) => call.talkSeconds);
  const { prices, transcription, analysis } = config;
  return {
    found: found.length,
    known: found.length - open.length - left,
    left,
    calls,
    paid: talks.length,
    minutes: Math.round(talks.reduce((total, seconds) => total + seconds, 0) / 60),
    usd: estimateUsd(talks, prices[transcription.model], prices[analysis.model]),
  };
}

/** What ended since then and is not in the base is the poll's to find; null where no poll has looked yet. */
function liveSince(floor: Instant | null, { poll }: Config): Instant | null {
  const lookedAgain = new Date(Date.now() - poll.lookback).toISOString();
  return floor !== null && floor < lookedAgain ? lookedAgain : floor;
}

function isPaid(call: CallFacts, config: Config): boolean {
  return isAnswered(call) && recordedLegs(call).length > 0 && skipReason(call, worthRules(config)) === null;
}
