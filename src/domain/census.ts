import type { CallFacts } from './call.js';
import { ownNumbers } from './ours.js';
import type { Census } from './ports.js';

/** How many calls there are, and which numbers of ours they show. */
export function censusOf(calls: CallFacts[]): Census {
  return tally(calls.length, calls.flatMap(ownNumbers));
}

/** So many calls, and how often each number stands among those they show. */
export function tally(calls: number, shown: string[]): Census {
  const counts = new Map<string, number>();
  for (const number of shown) counts.set(number, (counts.get(number) ?? 0) + 1);
  const numbers = [...counts].map(([number, times]) => ({ number, calls: times }));
  return { calls, numbers: numbers.sort((a, b) => b.calls - a.calls) };
}
