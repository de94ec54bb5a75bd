import type { Hint } from '../../../domain/ports.js';

const HOUR_MS = 3_600_000;

/** The notices of one call, oldest first. */
export interface Told {
  callId: string;
  hints: Hint[];
  firstAt: string;
  lastAt: string;
}

/** Notices by call, in the order in which the calls were first heard of. */
export function byCall(hints: Hint[]): Told[] {
  const told = new Map<string, Told>();
  const inOrder = [...hints].sort((a, b) => a.receivedAt.localeCompare(b.receivedAt));
  for (const hint of inOrder) {
    const { callId, receivedAt } = hint;
    const known = told.get(callId) ?? { callId, hints: [], firstAt: receivedAt, lastAt: receivedAt };
    known.hints.push(hint);
    told.set(callId, { ...known, lastAt: receivedAt });
  }
  return [...told.values()];
}

/**
 * The calls that fewer than `max` others came before within an hour; so no hour holds more than `max` of them, and
 * the same notices are judged the same way in every pass.
 */
export function believable(told: Told[], max: number): Told[] {
  return told.filter((each, place) => {
    const before = told[place - max];
    return !before || Date.parse(before.firstAt) <= Date.parse(each.firstAt) - HOUR_MS;
  });
}
