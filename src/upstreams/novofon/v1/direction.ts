import type { Direction } from '../../../domain/call.js';
import { isNumber } from '../../../domain/phone.js';
import { directionOfId } from '../words.js';
import type { Row } from './row.js';

/** `internal`: nobody from outside took part. `unclear`: the rows do not tell. */
export type Guess = Direction | 'internal' | 'unclear';

/** The direction by the prefix of the session's id, else by which side of its rows is a number. Rows in order of time. */
export function guessDirection(session: string, rows: Row[]): Guess {
  const said = directionOfId(session);
  if (said) return said;
  const guesses = rows.map(guessRow);
  const clear = guesses.find((guess) => guess === 'in' || guess === 'out');
  if (clear) return clear;
  return guesses.every((guess) => guess === 'internal') ? 'internal' : 'unclear';
}

function guessRow({ clid, destination }: Row): Guess {
  if (isNumber(clid)) return isNumber(destination) ? 'unclear' : 'in';
  if (destination === null) return 'unclear';
  if (clid === null) return isNumber(destination) ? 'unclear' : 'in';
  return isNumber(destination) ? 'out' : 'internal';
}
