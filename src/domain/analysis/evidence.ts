import type { Speaker, Transcript, Turn } from '../transcript/transcript.js';
import type { Ground } from './ground.js';
import { beginningsOf, holdsValues, likeness, mayHold } from './likeness.js';
import { SaidValues } from './said-values.js';
import { wordsOf } from './tokens.js';

/** So much of a quote must be found where it is said to stand; and anywhere else, where chance is greater. */
export const STANDS = 0.7;
const STANDS_ELSEWHERE = 0.85;
/** A turn in which so few of its words begin as in the quote is not looked into. */
const MAY_STAND = 0.6;
/** Two words are found by chance. */
const LEAST_WORDS_ELSEWHERE = 3;

/** What a model gives as proof of a fact. */
export interface Claim {
  turns: number[];
  quote: string | null;
}

/** Looks for the quotes of facts in the turns of a call. */
export class Evidence {
  readonly values: SaidValues;
  private readonly beginnings = new Map<number, Set<string>>();

  constructor(
    private readonly transcript: Pick<Transcript, 'text'>,
    private readonly turns: Turn[],
  ) {
    this.values = new SaidValues(transcript.text);
  }

  /**
   * The proof as code found it. A quote that stands in another turn than named moves there: models miscount. `by`: who
   * must have said it; where it is not known who speaks, that is not held against it.
   */
  check({ turns, quote }: Claim, by: Exclude<Speaker, 'unknown'> | null = null): Ground {
    const named = this.existing(turns);
    if (!quote?.trim()) return { turns: named, quote: null, standing: 'unconfirmed' };
    if (this.turns.length === 0) {
      return {
        turns: [],
        quote,
        standing: likeness(quote, this.transcript.text) >= STANDS ? 'confirmed' : 'unconfirmed',
      };
    }
    const place = this.standsIn(named, quote, by) ?? this.standsElsewhere(quote, by);
    return place ? { turns: place, quote, standing: 'confirmed' } : { turns: named, quote, standing: 'unconfirmed' };
  }

  /** Whether a term was named, by whomever: in these very words, or its day and its hour apart, around these turns. */
  isTermSaid(words: string, named: number[]): boolean {
    const places =
      this.turns.length > 0 ? this.turns.map((_, turn) => this.textOf([turn, turn + 1])) : [this.transcript.text];
    if (places.some((text) => likeness(words, text) >= STANDS)) return true;
    const around = new Set(named.flatMap((turn) => [turn - 1, turn, turn + 1]));
    return holdsValues(words, this.textOf([...around]));
  }

  private existing(turns: number[]): number[] {
    return [...new Set(turns)].filter((turn) => Number.isInteger(turn) && turn >= 0 && turn < this.turns.length);
  }

  /** The named turns, if the quote stands in them, and the right one said it. */
  private standsIn(named: number[], quote: string, by: Speaker | null): number[] | null {
    const allowed = named.filter((turn) => this.mayBe(turn, by));
    if (allowed.length === 0) return null;
    return likeness(quote, this.textOf(allowed)) >= STANDS ? named : null;
  }

  /** One turn that holds the quote, or else two that follow each other. */
  private standsElsewhere(quote: string, by: Speaker | null): number[] | null {
    if (wordsOf(quote).length < LEAST_WORDS_ELSEWHERE) return null;
    const singles = this.turns.map((_, turn) => [turn]);
    const pairs = singles.slice(1).map(([turn = 0]) => [turn - 1, turn]);
    return this.best(singles, quote, by) ?? this.best(pairs, quote, by);
  }

  private best(places: number[][], quote: string, by: Speaker | null): number[] | null {
    let best: { turns: number[]; share: number } = { turns: [], share: 0 };
    for (const turns of places) {
      if (!turns.every((turn) => this.mayBe(turn, by)) || !this.mayStandIn(turns, quote)) continue;
      const share = likeness(quote, this.textOf(turns));
      if (share > best.share) best = { turns, share };
    }
    return best.share >= STANDS_ELSEWHERE ? best.turns : null;
  }

  private textOf(turns: number[]): string {
    return turns.map((turn) => this.turns[turn]?.text ?? '').join(' ');
  }

  private mayStandIn(turns: number[], quote: string): boolean {
    return mayHold(new Set(turns.flatMap((turn) => [...this.beginningsIn(turn)])), quote, MAY_STAND);
  }

  private beginningsIn(turn: number): Set<string> {
    const known = this.beginnings.get(turn) ?? beginningsOf(this.turns[turn]?.text ?? '');
    this.beginnings.set(turn, known);
    return known;
  }

  private mayBe(turn: number, by: Speaker | null): boolean {
    const speaker = this.turns[turn]?.speaker;
    return speaker !== undefined && (by === null || speaker === 'unknown' || speaker === by);
  }
}
