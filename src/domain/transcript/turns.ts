import { type Group, groupsOf } from '../sound/groups.js';
import type { Sound, Span } from '../sound/sound.js';
import { type HeardPiece, type Placed, placedSegment, placedText, type Word } from './placed.js';
import { seamed } from './seam.js';
import { SENTENCE_END } from './spelling.js';
import type { Turn } from './transcript.js';

/** Words and speech of one voice line, with no speakers yet. */
export type Said = Omit<Turn, 'speaker'>;

/** So far the border between two turns may be moved to the end of a sentence, in words: times are never that exact. */
const NEAR_WORDS = { told: 1, guessed: 4 };
/** On a line for both, a longer pause ends what is taken for one voice; a shorter one where there are no full stops. */
const PAUSE_SECONDS = { pointed: 1.2, bare: 0.5 };

/** What was heard as turns in the order in which they begin. Pieces without times or a known stretch give none. */
export function turnsOf(pieces: HeardPiece[], sound: Sound | null): Said[] {
  const groups = sound ? groupsOf(sound.tracks) : [];
  const sides = [...new Set(pieces.map(({ piece }) => piece?.side ?? null))];
  const turns = sides.flatMap((side) => {
    const placed = ownParts(pieces.filter(({ piece }) => (piece?.side ?? null) === side));
    const own = groups.filter(({ track }) => track.side === side);
    return side === null ? sentencesOf(placed) : dealt(placed, own, side);
  });
  return turns.sort((one, other) => one.start - other.start);
}

/** The words of all pieces of a track, each once. */
function ownParts(pieces: HeardPiece[]): Placed[] {
  const ordered = [...pieces].sort((one, other) => (one.piece?.owns.start ?? 0) - (other.piece?.owns.start ?? 0));
  const placed = ordered.map(placedPiece);
  for (const [place, { piece }] of ordered.entries()) {
    const [before, after] = [placed[place - 1], placed[place]];
    if (!piece || !before || !after || (piece.spans[0]?.start ?? 0) >= piece.owns.start) continue;
    [placed[place - 1], placed[place]] = seamed(before, after, piece.owns.start);
  }
  return placed.flat().filter(({ words }) => words.length > 0);
}

function placedPiece({ piece, segments, text }: HeardPiece): Placed[] {
  if (segments.length > 0) return segments.map((segment) => placedSegment(segment, piece));
  return piece && text !== '' ? [placedText(text, piece)] : [];
}

/** A side of the call: each word goes to the turn in which its sound lies. */
function dealt(parts: Placed[], groups: Group[], side: 0 | 1): Said[] {
  const texts = new Map<Group, Word[]>();
  for (const part of parts) {
    const homes = part.words.map((word) => nearest(groups, (word.start + word.end) / 2));
    const settled = atSentences(part.words, homes, part.isGuess ? NEAR_WORDS.guessed : NEAR_WORDS.told);
    for (const [place, home] of settled.entries()) {
      const word = part.words[place];
      if (home && word) texts.set(home, [...(texts.get(home) ?? []), word]);
    }
  }
  return [...texts].map(([{ start, end }, words]) => ({ channel: side, start, end, text: textOf(words) }));
}

/** A turn ends where a sentence does, if one ends near. */
function atSentences(words: Word[], homes: (Group | null)[], near: number): (Group | null)[] {
  const settled = [...homes];
  for (let place = 1; place < settled.length; place++) {
    if (homes[place] === homes[place - 1]) continue;
    const border = borderNear(words, place, near);
    const [from, to] = [Math.min(border, place), Math.max(border, place)];
    settled.fill((border < place ? homes[place] : homes[place - 1]) ?? null, from, to);
  }
  return settled;
}

/** The place nearest to this one where a sentence has just ended; this one where none has. */
function borderNear(words: Word[], place: number, near: number): number {
  for (let distance = 0; distance <= near; distance++) {
    for (const border of [place - distance, place + distance]) {
      if (border > 0 && SENTENCE_END.test(words[border - 1]?.text ?? '')) return border;
    }
  }
  return place;
}

function nearest(groups: Group[], second: number): Group | null {
  const distance = ({ start, end }: Span) => Math.max(start - second, second - end, 0);
  return groups.reduce<Group | null>((best, each) => (best && distance(best) <= distance(each) ? best : each), null);
}

/** A line for both: sentence by sentence, for the next one may be the other's. */
function sentencesOf(parts: Placed[]): Said[] {
  const words = parts.flatMap((part) => part.words);
  const pause = words.some(({ text }) => SENTENCE_END.test(text)) ? PAUSE_SECONDS.pointed : PAUSE_SECONDS.bare;
  const said: Word[][] = [];
  for (const word of words) {
    const open = said.at(-1);
    const last = open?.at(-1);
    if (open && last && !SENTENCE_END.test(last.text) && word.start - last.end <= pause) open.push(word);
    else said.push([word]);
  }
  return said.map((each) => ({
    channel: null,
    start: each[0]?.start ?? 0,
    end: each.at(-1)?.end ?? 0,
    text: textOf(each),
  }));
}

function textOf(words: Word[]): string {
  return words.map(({ text }) => text).join(' ');
}
