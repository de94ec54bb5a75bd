import type { Piece } from '../sound/pieces.js';
import type { Span } from '../sound/sound.js';
import { momentAt } from '../sound/timeline.js';
import { byStretch, lettersOf } from './by-stretch.js';

/** A stretch of what a recogniser heard; times in seconds from the start of what it was sent. */
export interface HeardSegment extends Span {
  text: string;
  /** Where the recogniser tells them. */
  words: Span[];
  /** What it says against itself: there was hardly speech, or it went round in a loop. */
  sign: 'no-speech' | 'loop' | null;
}

/** What was heard in one upload. `piece` null: the recording as it is. `segments` is empty where a model gives text only. */
export interface HeardPiece {
  piece: Piece | null;
  text: string;
  segments: HeardSegment[];
}

/** A word as it was written, punctuation and all; times of the recording. */
export interface Word extends Span {
  text: string;
}

/** Words that belong together. `isGuess`: their times are spread over the stretch by their letters. */
export interface Placed {
  words: Word[];
  isGuess: boolean;
}

/** The words of a segment where they stand in the recording. */
export function placedSegment(segment: HeardSegment, piece: Piece | null): Placed {
  const written = segment.text.split(/\s+/).filter(Boolean);
  const isTold = segment.words.length === written.length;
  const times = isTold ? segment.words : spread(written, segment);
  return { words: written.map((text, place) => inRecording(text, times[place] ?? segment, piece)), isGuess: !isTold };
}

/** The words of an answer without times, spread over the stretches of the piece. */
export function placedText(text: string, { spans }: Piece): Placed {
  const dealt = byStretch(text.split(/\s+/).filter(Boolean), spans);
  const words = dealt.flatMap((written, place) => {
    const times = spread(written, spans[place] ?? { start: 0, end: 0 });
    return written.map((word, at) => ({ text: word, ...(times[at] ?? { start: 0, end: 0 }) }));
  });
  return { words, isGuess: true };
}

function inRecording(text: string, { start, end }: Span, piece: Piece | null): Word {
  return piece ? { text, start: momentAt(piece, start), end: momentAt(piece, end) } : { text, start, end };
}

function spread(words: string[], { start, end }: Span): Span[] {
  const weights = words.map(lettersOf);
  const second = (end - start) / weights.reduce((sum, weight) => sum + weight, 0);
  let at = start;
  return weights.map((weight) => {
    const from = at;
    at += weight * second;
    return { start: from, end: at };
  });
}
