import type { Instant } from '../instant.js';
import type { Speaker } from '../transcript/transcript.js';
import { dueFrom } from '../when.js';
import { cutAtWord } from './cut-text.js';
import type { Claim, Evidence } from './evidence.js';
import type { Promised, Remark } from './facts.js';
import type { Ground, Standing } from './ground.js';
import type { SaidDue } from './schema-facts.js';

/** The longest name, other words and quote, in UTF-16 units; and the longest list. */
const NAME = 80;
const WORDS = 400;
const QUOTE = 200;
const MOST = 20;

const NOT_SAID: Promised = { dueSaid: null, dueAt: null, dueAllDay: false, dueDoubtful: false };

/** Reads the parts of a model's answer: dates built, proofs checked, empty entries dropped, long ones cut. */
export class Reader {
  constructor(
    readonly evidence: Evidence,
    private readonly calledAt: Instant,
    private readonly zone: string,
  ) {}

  /** Facts with their proofs; those that say nothing are dropped, and no more are read than anybody would. */
  remarks<Item extends Claim & { what: string }>(
    items: Item[],
    by: Exclude<Speaker, 'unknown'> | null = null,
  ): (Item & Remark)[] {
    return items
      .filter(({ what }) => what.trim() !== '')
      .slice(0, MOST)
      .map((item) => ({ ...item, what: cutAtWord(item.what.trim(), WORDS), ...this.proof(item, by) }));
  }

  /** A single fact; null where it says nothing. */
  remark(item: (Claim & { what: string }) | null, by: Exclude<Speaker, 'unknown'> | null = null): Remark | null {
    return (item && this.remarks([item], by)[0]) ?? null;
  }

  proof({ turns, quote }: Claim, by: Exclude<Speaker, 'unknown'> | null = null) {
    return this.evidence.check({ turns, quote: quote === null ? null : cutAtWord(quote.trim(), QUOTE) }, by);
  }

  /** A term, and the standing of the fact with it: words that nobody said make both doubtful. */
  promised(due: SaidDue, { standing, turns }: Pick<Ground, 'standing' | 'turns'>): Promised & Pick<Ground, 'standing'> {
    if (!due) return { ...NOT_SAID, standing };
    const { at, allDay, doubtful } = dueFrom(due, this.calledAt, this.zone);
    const said = { dueSaid: cutAtWord(due.said, NAME), dueAt: at, dueAllDay: allDay, dueDoubtful: doubtful };
    return { ...said, standing: unless(this.evidence.isTermSaid(due.said, turns), standing) };
  }

  /** A number as a fact: one that the quote contradicts is not confirmed by it. */
  amount<Fact extends Ground>(fact: Fact, value: number | null): Fact {
    const isSaid = value === null || this.evidence.values.hasNumber(value, fact.quote);
    return { ...fact, standing: unless(isSaid, fact.standing) };
  }

  /** The name of somebody, which must have been spoken. */
  named(item: (Claim & { what: string }) | null): Remark | null {
    const remark = this.remark(item);
    const isSaid = remark === null || this.evidence.values.hasNames(remark.what);
    return remark && { ...remark, standing: unless(isSaid, remark.standing) };
  }

  /** A place where something shall be, as far as it was spoken of. */
  placed<Fact extends Ground & { where: string | null }>(fact: Fact): Fact {
    const where = this.words(fact.where);
    const isSaid = where === null || this.evidence.values.hasPlace(where);
    return { ...fact, where, standing: unless(isSaid, fact.standing) };
  }

  name(text: string | null): string | null {
    return text?.trim() ? cutAtWord(text.trim(), NAME) : null;
  }

  words(text: string | null): string | null {
    return text?.trim() ? cutAtWord(text.trim(), WORDS) : null;
  }

  texts(texts: string[], longest: 'name' | 'words'): string[] {
    return texts.flatMap((text) => this[longest](text) ?? []).slice(0, MOST);
  }
}

function unless(isSaid: boolean, standing: Standing): Standing {
  return isSaid ? standing : 'unconfirmed';
}
