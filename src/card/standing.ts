import { cutAtWord } from '../domain/analysis/cut-text.js';
import type { Ground } from '../domain/analysis/ground.js';

/** What the group reads of a fact whose proof was not found. */
const UNCONFIRMED = 'не подтверждено';
const WITHIN = ` (${UNCONFIRMED})`;
/** What a cut may leave of a mark. */
const REST_OF_MARK = /\s*[(—]\s*(?:не)?…$/u;

/** Behind a line that is one fact. */
export function doubtOn(...grounds: (Ground | undefined)[]): string {
  return grounds.some(isDoubted) ? ` — ${UNCONFIRMED}` : '';
}

/** Behind one fact of several on a line. */
export function doubtWithin(ground: Ground | undefined): string {
  return isDoubted(ground) ? WITHIN : '';
}

/** A text with its mark; null stays null. */
export function doubted(text: string | null, ground: Ground | undefined): string | null {
  return text && `${text}${doubtWithin(ground)}`;
}

/** What may be said without a mark: nothing where the proof was not found. */
export function undoubted(text: string | null, ground: Ground | undefined): string | null {
  return isDoubted(ground) ? null : text;
}

/** Cut at a word, but a text that is marked stays so: what is not proven is never read as proven. */
export function cutDoubted(text: string, longest: number): string {
  const cut = cutAtWord(text, longest);
  if (marksIn(cut) === marksIn(text)) return cut;
  return `${cutAtWord(text, longest - WITHIN.length).replace(REST_OF_MARK, '…')}${WITHIN}`;
}

function marksIn(text: string): number {
  return text.split(UNCONFIRMED).length;
}

function isDoubted(ground: Ground | undefined): boolean {
  return ground?.standing === 'unconfirmed';
}
