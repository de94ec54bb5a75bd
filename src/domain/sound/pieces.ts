import { groupsOf } from './groups.js';
import { lengthOf, type Sound, type Source, type Span, type Track } from './sound.js';
import { closed, shortened } from './spans.js';

/** What a model takes: how long an upload may be, and whether it tells when each word was said. */
export interface SpeechLimits {
  longestSeconds: number;
  hasTimes: boolean;
}

/**
 * What goes up as one file: stretches of a track laid end to end, JOINT_SECONDS of silence between them. Where a track
 * is cut into several pieces, each begins a little before the stretch whose words it answers for.
 */
export interface Piece {
  from: Source;
  side: 0 | 1 | null;
  spans: Span[];
  owns: Span;
}

/** Between the stretches of a piece: a recogniser hears that they are not one. */
export const JOINT_SECONDS = 0.15;
/** Even where a model takes more: a piece that has to be asked for again should not be dear. */
const LONGEST_SECONDS = 1_200;
/** What the last piece ended with is heard again by the next, so that a word at the cut is heard whole. */
const OVERLAP_SECONDS = 3;
/** A model without times is asked turn by turn, but not more often than this: then several turns go together. */
const MOST_REQUESTS = 60;

/** How a recording goes up to such a model: every stretch of speech is in exactly one piece's own part. */
export function piecesOf(sound: Sound, limits: SpeechLimits): Piece[] {
  const longest = Math.min(limits.longestSeconds, LONGEST_SECONDS);
  const parts = limits.hasTimes ? sound.tracks.map((track) => [track, track.speech] as const) : talksOf(sound);
  return parts
    .filter(([, speech]) => speech.length > 0)
    .flatMap(([track, speech]) => {
      const spans = closed(speech, sound.seconds).flatMap((span) =>
        shortened(span, speech, longest - 2 * OVERLAP_SECONDS),
      );
      return packed(spans, longest - 2 * OVERLAP_SECONDS).map((own, place, all) =>
        pieceOf(track, own, all[place - 1]?.at(-1), all[place + 1]?.[0]),
      );
    });
}

/** Turn by turn; the shortest requests give way first where there would be too many. */
function talksOf({ tracks }: Sound): (readonly [Track, Span[]])[] {
  const enough = tracks.reduce((sum, { speech }) => sum + lengthOf(speech), 0) / MOST_REQUESTS;
  const groups = groupsOf(tracks);
  const isMany = groups.length > MOST_REQUESTS;
  return tracks.flatMap((track) => {
    const talks: Span[][] = [];
    for (const { speech } of groups.filter((group) => group.track === track)) {
      const last = talks.at(-1);
      if (last && isMany && lengthOf(last) < enough) last.push(...speech);
      else talks.push([...speech]);
    }
    return talks.map((speech) => [track, speech] as const);
  });
}

/** As many spans together as fit into `longest` seconds of upload. */
function packed(spans: Span[], longest: number): Span[][] {
  const packs: Span[][] = [];
  let seconds = 0;
  for (const span of spans) {
    const length = span.end - span.start + JOINT_SECONDS;
    if (packs.length === 0 || seconds + length > longest) {
      packs.push([]);
      seconds = 0;
    }
    packs.at(-1)?.push(span);
    seconds += length;
  }
  return packs;
}

function pieceOf({ from, side }: Track, own: Span[], before: Span | undefined, after: Span | undefined): Piece {
  const spans = own.map((span) => ({ ...span }));
  const [first, last] = [spans[0], spans.at(-1)];
  if (!first || !last) throw new Error('a piece without sound');
  const owns = { start: first.start, end: last.end };
  // A cut in the middle of speech: both pieces hear what is around it.
  if (after && after.start <= last.end) last.end = Math.min(after.end, last.end + OVERLAP_SECONDS);
  if (!before) return { from, side, spans, owns };
  const again = { start: Math.max(before.start, before.end - OVERLAP_SECONDS), end: before.end };
  if (again.end >= first.start)
    return { from, side, spans: [{ ...first, start: again.start }, ...spans.slice(1)], owns };
  return { from, side, spans: [again, ...spans], owns };
}
