import type { Scripted } from '../../src/simulators/script.js';
import type { Entry } from './ledger.js';
import type { Kill } from './lives.js';

/**
 * What became of a request, for the program's right to repeat it: `definite` it had its answer, and time to save it ·
 * `killed` a kill came before the answer · `unsaved` or so shortly after it that it may not have been saved · `cut`
 * the upstream broke off or failed · `dropped` the program itself let go of it.
 */
export type Fate = 'definite' | 'killed' | 'unsaved' | 'cut' | 'dropped';

/** Saving an answer takes milliseconds; this long even where many share the cores, times as many as wait for each. */
const SAVED_WITHIN_MS = 300;
/** So long after a kill the upstream may still read what the dead had written, or see its connection end. */
const SEEN_WITHIN_MS = 500;

export function fateOf({ seen }: Entry, kills: Kill[]): Fate {
  if (isBad(seen.scripted)) return 'cut';
  const askedMs = seen.at.getTime() - SEEN_WITHIN_MS;
  const endedMs = (seen.endedAt ?? new Date()).getTime();
  if (kills.some(({ atMs }) => atMs >= askedMs && atMs <= endedMs)) return 'killed';
  if (!seen.answered) return 'dropped';
  const isUnsaved = kills.some(({ atMs, crowd }) => atMs > endedMs && atMs < endedMs + SAVED_WITHIN_MS * crowd);
  return isUnsaved ? 'unsaved' : 'definite';
}

/** How long after its end the next kill came: to see how near an unexplained repeat was to a kill. */
export function untilKillMs({ seen }: Entry, kills: Kill[]): number {
  const endedMs = (seen.endedAt ?? new Date()).getTime();
  return Math.min(...kills.map(({ atMs }) => atMs).filter((atMs) => atMs >= endedMs)) - endedMs;
}

function isBad(scripted: Scripted): boolean {
  if (scripted.kind === 'lost' || scripted.kind === 'reset' || scripted.kind === 'hang') return true;
  return scripted.kind === 'reply' && scripted.status >= 500;
}
