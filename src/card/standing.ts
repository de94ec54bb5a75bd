import type { Ground } from '../domain/analysis/ground.js';

/** What the group reads of a fact whose proof was not found. */
const UNCONFIRMED = 'не подтверждено';

/** Behind a line that is one fact. */
export function doubtOn(...grounds: (Ground | undefined)[]): string {
  return grounds.some((ground) => ground?.standing === 'unconfirmed') ? ` — ${UNCONFIRMED}` : '';
}

/** Behind one fact of several on a line. */
export function doubtWithin(ground: Ground | undefined): string {
  return ground?.standing === 'unconfirmed' ? ` (${UNCONFIRMED})` : '';
}
