import type { CallFacts } from '../../domain/call.js';
import { censusOf } from '../../domain/census.js';
import { hasId } from '../../domain/legs.js';
import type { Asker, Census, Period, Telephony } from '../../domain/ports.js';

type History = Pick<Telephony, 'finishedCalls'>;

/** A history that can only be read as a whole: the call with this id in it. */
export async function findIn(
  history: History,
  anyId: string,
  period: Period,
  asker: Asker,
  signal: AbortSignal,
): Promise<CallFacts | null> {
  const calls = await history.finishedCalls(period, asker, signal);
  return calls.find((call) => hasId(call, anyId)) ?? null;
}

/** The same, counted. */
export async function countIn(history: History, period: Period, asker: Asker, signal: AbortSignal): Promise<Census> {
  return censusOf(await history.finishedCalls(period, asker, signal));
}
