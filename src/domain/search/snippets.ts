import { analysisParts, type Part, type PartName, type Texts, turnParts, wholeTranscript } from './parts.js';
import { standsAt, type Term } from './query.js';
import { wordsOf } from './words.js';

/** A piece of a call's text around the words that were found; `marks` are their [start, end) in it, UTF-16 units. */
export interface Snippet {
  part: PartName;
  at: number | null;
  text: string;
  marks: [number, number][];
}

const MOST = 3;

/** Up to three pieces of about `longest` characters that show as many of the terms as they can. */
export function snippetsOf(call: Texts, terms: Term[], longest = 120): Snippet[] {
  // What was said goes first; a phrase that runs over two turns stands in the whole transcript alone.
  const sources = [turnParts, wholeTranscript, analysisParts];
  const missing = new Set(terms);
  const snippets: Snippet[] = [];
  for (const partsOf of sources) {
    if (missing.size > 0) snippets.push(...chosen(partsOf(call), terms, missing, longest, MOST - snippets.length));
  }
  return snippets;
}

interface Hit {
  start: number;
  end: number;
  term: Term;
}

/** A place where several hits stand close together. */
interface Cluster {
  part: Part;
  /** All hits of the part. */
  all: Hit[];
  near: Hit[];
}

/** Takes what shows most of the missing terms, and takes those off, until nothing is missing or shows any of it. */
function chosen(parts: Part[], terms: Term[], missing: Set<Term>, longest: number, most: number): Snippet[] {
  const clusters = parts.flatMap((part) => clustersOf(part, terms, longest));
  const snippets: Snippet[] = [];
  while (snippets.length < most && missing.size > 0) {
    const best = clusters.reduce<Cluster | null>(
      (one, other) => (one && !beats(other, one, missing) ? one : other),
      null,
    );
    if (!best || gain(best, missing) === 0) break;
    for (const hit of best.near) missing.delete(hit.term);
    snippets.push(cut(best, longest));
  }
  return snippets;
}

function clustersOf(part: Part, terms: Term[], longest: number): Cluster[] {
  const words = wordsOf(part.text);
  const all = words.flatMap((word, place): Hit[] =>
    terms.flatMap((term) => {
      const last = words[place + term.stems.length - 1];
      return last && standsAt(term, words, place) ? [{ start: word.start, end: last.end, term }] : [];
    }),
  );
  return all.map((first) => ({
    part,
    all,
    near: all.filter((hit) => hit === first || (hit.start >= first.start && hit.end <= first.start + longest)),
  }));
}

function beats(other: Cluster, one: Cluster, missing: Set<Term>): boolean {
  const more = gain(other, missing) - gain(one, missing);
  return more === 0 ? other.near.length > one.near.length : more > 0;
}

function gain(cluster: Cluster, missing: Set<Term>): number {
  return new Set(cluster.near.map((hit) => hit.term).filter((term) => missing.has(term))).size;
}

function cut({ part, all, near }: Cluster, longest: number): Snippet {
  const { text } = part;
  const start = Math.min(...near.map((hit) => hit.start));
  const end = Math.max(...near.map((hit) => hit.end));
  const [from, to] = windowAround(text, start, end, longest);
  const head = from > 0 ? '…' : '';
  const shift = head.length - from;
  const inside = all.filter((hit) => hit.start >= from && hit.end <= to);
  return {
    part: part.name,
    at: part.at ?? null,
    text: `${head}${onOneLine(text.slice(from, to))}${to < text.length ? '…' : ''}`,
    marks: joined(inside.map((hit) => [hit.start + shift, hit.end + shift])),
  };
}

/** The same room on both sides, ending between words. */
function windowAround(text: string, start: number, end: number, longest: number): [number, number] {
  const room = Math.max(0, longest - (end - start));
  const right = Math.min(text.length, Math.max(0, start - Math.floor(room / 2)) + Math.max(longest, end - start));
  const left = Math.max(0, Math.min(start, right - longest));
  return [wordStart(text, left, start), wordEnd(text, right, end)];
}

function wordStart(text: string, left: number, start: number): number {
  if (left === 0) return 0;
  const gap = text.slice(left - 1, start).search(/\s/);
  return gap === -1 ? start : left + gap;
}

function wordEnd(text: string, right: number, end: number): number {
  if (right >= text.length) return text.length;
  const tail = text.slice(end, right + 1);
  return end + Math.max(0, tail.search(/\s\S*$/));
}

/** As long as before, so that the marks stay true. */
function onOneLine(text: string): string {
  return text.replace(/[\s\p{Cc}]/gu, ' ');
}

/** In order, and those that touch each other's words as one. */
function joined(marks: [number, number][]): [number, number][] {
  const done: [number, number][] = [];
  for (const mark of marks.toSorted(([a], [b]) => a - b)) {
    const last = done.at(-1);
    if (last && mark[0] < last[1]) last[1] = Math.max(last[1], mark[1]);
    else done.push(mark);
  }
  return done;
}
