import type { Config } from '../../config/derive.js';
import type { AuditedCall, Fate } from '../../domain/audit.js';
import type { CallFacts } from '../../domain/call.js';
import { skipReason } from '../../domain/worth.js';
import { sendCardsAgain, wakeCalls } from '../../store/repair.js';
import type { Parts } from '../assemble.js';
import { worthRules } from '../worth-rules.js';

/**
 * Puts every gap and every failed call back to work, for the daemon or the next poll to take; a call that somebody
 * holds, or that has moved on meanwhile, stays as it is. Returns the ids of the others.
 */
export async function repair(
  audited: AuditedCall[],
  { base, store }: Pick<Parts, 'base' | 'store'>,
  config: Config,
): Promise<string[]> {
  const clock = () => new Date();
  const skip = (facts: CallFacts) => skipReason(facts, worthRules(config));
  const of = (...fates: Fate[]) => audited.filter(({ fate }) => fates.includes(fate));
  const idsOf = (calls: AuditedCall[]) => calls.map(({ id }) => id);
  const taken: string[] = [];
  for (const { id, facts } of of('missing')) {
    const stored = await store.enqueue(facts, { live: true, notify: true, skip });
    if (stored !== 'known') taken.push(id);
  }
  return [
    ...taken,
    ...(await sendCardsAgain(base, clock, idsOf(of('uncarded')))),
    ...(await wakeCalls(base, clock, idsOf(of('stuck', 'failed')))),
  ];
}
