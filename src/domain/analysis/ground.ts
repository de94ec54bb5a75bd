/** Whether code found the quote of a fact in the turns it names, said by whom it must be said by. `unchecked`: of an earlier version. */
export type Standing = 'confirmed' | 'unconfirmed' | 'unchecked';

/** What a fact rests on: the numbers of turns, and words that were said there. */
export interface Ground {
  turns: number[];
  quote: string | null;
  standing: Standing;
}

/** Where nothing is known of it. */
export const UNCHECKED: Ground = { turns: [], quote: null, standing: 'unchecked' };
