import type { CallFacts, Leg } from './call.js';
import { isNumber, sameNumber } from './phone.js';

export interface OurLines {
  /** Empty = every call counts. */
  numbers: string[];
  /** Empty = every extension counts. */
  extensions: string[];
}

/** A call counts if any leg names one of our numbers, or shows our side only as one of our extensions. */
export function isOurs(call: CallFacts, lines: OurLines): boolean {
  if (lines.numbers.length === 0) return true;
  const named = call.legs.flatMap((leg) => [leg.from, leg.to]).filter(isNumber);
  if (named.some((number) => lines.numbers.some((ours) => sameNumber(ours, number)))) return true;
  if (ownNumbers(call).length > 0) return false;
  const extensions = call.legs.flatMap((leg) => ownExtension(call, leg) ?? []);
  if (extensions.length === 0) return false;
  return lines.extensions.length === 0 || extensions.some((extension) => lines.extensions.includes(extension));
}

/** The numbers of this account that a call shows on our side. */
export function ownNumbers(call: CallFacts): string[] {
  return [...new Set(call.legs.map((leg) => ownSide(call, leg)).filter(isNumber))];
}

/** The employee's extension stands even where our side is shown by number. */
function ownExtension(call: CallFacts, leg: Leg): string | null {
  const side = ownSide(call, leg);
  return side && !isNumber(side) ? side : leg.employee;
}

function ownSide(call: CallFacts, leg: Leg): string | null {
  return call.direction === 'in' ? leg.to : leg.from;
}
