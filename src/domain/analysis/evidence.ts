import type { Speaker, Transcript, Turn } from '../transcript/transcript.js';
import type { Ground } from './ground.js';
import { beginningsOf, likeness, mayHold, wordsOf } from './likeness.js';

/** So much of a quote must be found where it is said to stand; and anywhere else, where chance is greater. */
const STANDS = 0.7;
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
  private readonly beginnings = new Map<number, Set<string>>();

  constructor(
    private readonly transcript: Pick<Transcript, 'text'>,
    private readonly turns: Turn[],
  ) {}

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

  private existing(turns: number[]): number[] {
    return [...new Set(turns)].filter((turn) => Number.isInteger(turn) && turn >= 0 && turn < this.turns.length);
  }

  /** The named turns, if the quote stands in them, and the right one said it. */
  private standsIn(named: number[], quote: string, by: Speaker | null): number[] | null {
    const allowed = named.filter((turn) => this.mayBe(turn, by));
    if (allowed.length === 0) return null;
    const text = allowed.map((turn) => this.turns[turn]?.text ?? '').join(' ');
    return likeness(quote, text) >= STANDS ? named : null;
  }

  private standsElsewhere(quote: string, by: Speaker | null): number[] | null {
    if (wordsOf(quote).length < LEAST_WORDS_ELSEWHERE) return null;
    let best: { turns: number[]; share: number } | null = null;
    for (const [turn, { text }] of this.turns.entries()) {
      if (!this.mayBe(turn, by)) continue;
      const next = this.mayBe(turn + 1, by) ? this.turns[turn + 1] : undefined;
      const alone = this.mayStandIn([turn], quote) ? likeness(quote, text) : 0;
      const isOver = next && alone < STANDS_ELSEWHERE && this.mayStandIn([turn, turn + 1], quote);
      const both = isOver ? likeness(quote, `${text} ${next.text}`) : 0;
      const found = both > alone ? { turns: [turn, turn + 1], share: both } : { turns: [turn], share: alone };
      if (found.share > (best?.share ?? 0)) best = found;
    }
    return best && best.share >= STANDS_ELSEWHERE ? best.turns : null;
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
