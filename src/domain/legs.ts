import type { CallFacts, Leg } from './call.js';
import type { Instant } from './instant.js';

type Identity = Pick<CallFacts, 'id' | 'provider' | 'direction' | 'client' | 'number'>;

/** A call from its legs: earliest start, latest end, and the time in which somebody talked. */
export function callOf(identity: Identity, legs: Leg[]): CallFacts {
  const ordered = [...legs].sort((a, b) => compare(a.startedAt, b.startedAt) || compare(a.id, b.id));
  const first = ordered[0];
  if (!first) throw new Error(`call ${identity.id} has no legs`);
  const answered = ordered.filter(isTalk);
  return {
    ...identity,
    startedAt: first.startedAt,
    endedAt: ordered.map(endOf).sort(compare).at(-1) ?? endOf(first),
    talkSeconds: covered(answered),
    disposition: answered.length > 0 ? 'answered' : (ordered.at(-1) ?? first).disposition,
    legs: ordered,
  };
}

/** The known call with what `fresh` adds or corrects; null when it brings nothing new. */
export function merge(known: CallFacts, fresh: CallFacts): CallFacts | null {
  const legs = new Map(stretches(known, fresh).map((leg) => [leg.id, leg]));
  const merged = callOf(
    {
      id: known.id,
      provider: known.provider,
      direction: fresh.direction,
      client: fresh.client ?? known.client,
      number: fresh.number ?? known.number,
    },
    [...legs.values()],
  );
  return fingerprint(merged) === fingerprint(known) ? null : merged;
}

/** Later ones correct earlier ones. A leg that stands for the whole call gives way to those that stand for parts of it, whichever was told first. */
function stretches(known: CallFacts, fresh: CallFacts): Leg[] {
  const isWhole = (leg: Leg) => leg.id === known.id || leg.id === fresh.id;
  const [wasWhole, comesWhole] = [known.legs.some(isWhole), fresh.legs.some(isWhole)];
  if (wasWhole === comesWhole) return [...known.legs, ...fresh.legs];
  return wasWhole ? [...known.legs.filter((leg) => !isWhole(leg)), ...fresh.legs] : known.legs;
}

/** The call's own id, then those of its legs. */
export function idsOf({ id, legs }: Pick<CallFacts, 'id' | 'legs'>): string[] {
  return [id, ...legs.map((leg) => leg.id)];
}

/** Whether this is the call's own id or that of one of its legs. */
export function hasId(call: CallFacts, anyId: string): boolean {
  return idsOf(call).includes(anyId);
}

export function isAnswered(call: Pick<CallFacts, 'disposition'>): boolean {
  return call.disposition === 'answered';
}

/** The legs whose audio is worth fetching: talked on, and recorded. */
export function recordedLegs(call: CallFacts): Leg[] {
  return call.legs.filter((leg) => isTalk(leg) && leg.recorded);
}

/** Those who talked, in order, without repeats: extensions or provider's names. */
export function talkers(call: Pick<CallFacts, 'legs'>): string[] {
  return [...new Set(call.legs.filter(isTalk).flatMap((leg) => leg.employee ?? []))];
}

function isTalk(leg: Leg): boolean {
  return leg.disposition === 'answered' && leg.seconds > 0;
}

function endOf(leg: Leg): Instant {
  return leg.endedAt ?? new Date(Date.parse(leg.startedAt) + leg.seconds * 1000).toISOString();
}

/** Seconds covered by at least one leg: an IVR row lies over the rows of those it rang. */
function covered(legs: Leg[]): number {
  let total = 0;
  let reached = Number.NEGATIVE_INFINITY;
  for (const leg of legs) {
    const start = Date.parse(leg.startedAt);
    const end = start + leg.seconds * 1000;
    total += Math.max(0, end - Math.max(start, reached));
    reached = Math.max(reached, end);
  }
  return Math.round(total / 1000);
}

function fingerprint(call: CallFacts): string {
  const legs = call.legs.map((leg) => [
    leg.id,
    leg.from,
    leg.to,
    leg.employee,
    leg.startedAt,
    endOf(leg),
    leg.seconds,
    leg.disposition,
    leg.recorded,
  ]);
  return JSON.stringify([call.direction, call.client, call.number, legs]);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
