import type { CallError, CallFacts, Place } from './call.js';
import type { Instant } from './instant.js';
import { idsOf, merge } from './legs.js';
import { statusOf } from './stored.js';

/** What should not be: not in the base · done, but no card went out · unfinished, and nobody takes it any more. */
export const GAPS = ['missing', 'uncarded', 'stuck'] as const;
/**
 * What became of a call that the provider lists; each has exactly one fate. `byRule`, `byRequest`: no card was to be
 * sent. `before`: it ended before the first pass, and was never imported.
 */
export const FATES = ['card', 'byRule', 'byRequest', 'working', 'failed', ...GAPS, 'before'] as const;
export type Fate = (typeof FATES)[number];

/** How many calls there are, and of each fate: `calls` is the sum of all the others. */
export type AuditSums = Record<Fate | 'calls', number>;

/** A stored call, as far as an audit looks at it. */
export interface KeptCall {
  facts: CallFacts;
  /** Its own id and those of all legs it ever had. */
  ids: string[];
  place: Place;
  dueAt: Instant | null;
  /** Some worker has it in its hands. */
  isHeld: boolean;
  notify: boolean;
  /** Its card was sent, or a digest that tells of it. */
  isTold: boolean;
  error: CallError | null;
  foundAt: Instant;
}

export interface AuditedCall {
  /** Under the id that the base knows it by, where it does. */
  id: string;
  facts: CallFacts;
  fate: Fate;
  error: CallError | null;
}

/** How things stood when the provider was asked. */
export interface AuditTerms {
  now: Instant;
  /** No pass takes what ended before. */
  floor: Instant;
  /** The last good pass; null = there was none. */
  mark: Instant | null;
  recordingDeadlineMs: number;
}

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
/** What ended so shortly before a pass may not have stood in the history then. */
const LATE_MS = 5 * MINUTE_MS;
/** So long due and not taken: nobody works. */
const UNTAKEN_MS = HOUR_MS;
/** No server names a longer wait: a clock was wrong. */
const FARTHEST_MS = 2 * DAY_MS;
/** Put back again and again for longer than a dead upstream is borne with (decide.ts). */
const UNENDING_MS = 4 * DAY_MS;

/** The fate of every call in the list, each told once although it may be listed under several ids. */
export function auditCalls(listed: CallFacts[], kept: KeptCall[], terms: AuditTerms): AuditedCall[] {
  const keptBy = new Map(kept.flatMap((call) => call.ids.map((id) => [id, call])));
  for (const call of kept) keptBy.set(call.facts.id, call);
  const audited = new Map<string, AuditedCall>();
  const missing = new Map<string, AuditedCall>();
  for (const facts of listed) {
    const ids = idsOf(facts);
    const stored = firstOf(ids, keptBy);
    const known = stored ? undefined : firstOf(ids, missing);
    if (stored) {
      const { id } = stored.facts;
      audited.set(id, { id, facts: stored.facts, fate: fateOf(stored, terms), error: stored.error });
    } else if (known) {
      known.facts = merge(known.facts, facts) ?? known.facts;
      for (const id of ids) missing.set(id, known);
    } else {
      const unknown = { id: facts.id, facts, fate: fateOfUnknown(facts, terms), error: null };
      audited.set(facts.id, unknown);
      for (const id of ids) missing.set(id, unknown);
    }
  }
  return [...audited.values()];
}

export function sumsOf(audited: AuditedCall[]): AuditSums {
  const count = (fate: Fate) => audited.filter((call) => call.fate === fate).length;
  const counts = Object.fromEntries(FATES.map((fate) => [fate, count(fate)])) as Record<Fate, number>;
  return { calls: audited.length, ...counts };
}

/** No gap, and nothing has failed. */
export function isWell(sums: AuditSums): boolean {
  return sums.failed === 0 && GAPS.every((gap) => sums[gap] === 0);
}

function fateOf(call: KeptCall, terms: AuditTerms): Fate {
  switch (statusOf(call)) {
    case 'skipped':
      return 'byRule';
    case 'failed':
      return 'failed';
    case 'pending':
      return isStuck(call, terms) ? 'stuck' : 'working';
    case 'done':
      if (call.isTold) return 'card';
      return call.notify ? 'uncarded' : 'byRequest';
  }
}

function isStuck({ facts, dueAt, isHeld, foundAt }: KeptCall, terms: AuditTerms): boolean {
  const nowMs = Date.parse(terms.now);
  const waitMs = dueAt === null ? 0 : Date.parse(dueAt) - nowMs;
  if (waitMs <= 0) return -waitMs > UNTAKEN_MS;
  if (waitMs > FARTHEST_MS) return true;
  const begunMs = Math.max(Date.parse(foundAt), Date.parse(facts.endedAt));
  return !isHeld && nowMs - begunMs > terms.recordingDeadlineMs + UNENDING_MS;
}

function fateOfUnknown({ endedAt }: CallFacts, { now, floor, mark }: AuditTerms): Fate {
  if (endedAt < floor) return 'before';
  // Whoever polls by the hour is not behind; whoever has not polled for longer is.
  const lookedMs = Math.max(Date.parse(mark ?? floor), Date.parse(now) - HOUR_MS);
  return Date.parse(endedAt) >= lookedMs - LATE_MS ? 'working' : 'missing';
}

function firstOf<Found>(ids: string[], byId: Map<string, Found>): Found | undefined {
  return ids.map((id) => byId.get(id)).find((found) => found !== undefined);
}
