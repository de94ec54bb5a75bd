import { folded, type Word, wordsOf } from './words.js';

/** Words that stand side by side, by their stems. `prefix`: what the last of them may begin with instead. */
export interface Term {
  stems: string[];
  prefix: string | null;
}

/** A phrase in quotes, or words tied by a hyphen and the like («кое-что», «10:30»), with or without a star. */
const TERM =
  /"(?<straight>[^"]*)"|«(?<angled>[^»]*)»|[“„](?<curly>[^“”]*)[“”]|(?<bare>[\p{L}\p{N}][\p{L}\p{M}\p{N}]*(?:[-.:/@_'’][\p{L}\p{N}][\p{L}\p{M}\p{N}]*)*\*?)/gu;

/** What was typed as terms that must all occur; empty when there is no word in it. All other signs mean nothing. */
export function readQuery(typed: string): Term[] {
  const terms = Array.from(typed.matchAll(TERM), ({ groups = {} }) =>
    termOf(groups.straight ?? groups.angled ?? groups.curly ?? groups.bare ?? ''),
  );
  const byMeaning = new Map(terms.map((term) => [JSON.stringify(term), term]));
  return [...byMeaning.values()].filter((term) => term.stems.length > 0);
}

/** Whether the words from this place on are those of the term. */
export function standsAt(term: Term, words: Word[], place: number): boolean {
  const last = term.stems.length - 1;
  return term.stems.every((stem, index) => {
    const word = words[place + index];
    if (!word) return false;
    return word.stem === stem || (index === last && term.prefix !== null && word.stem.startsWith(term.prefix));
  });
}

function termOf(text: string): Term {
  const words = wordsOf(text);
  const last = words.at(-1);
  const isOpen = last !== undefined && /^\*\s*$/.test(text.slice(last.end));
  return { stems: words.map((word) => word.stem), prefix: isOpen ? folded(text.slice(last.start, last.end)) : null };
}
