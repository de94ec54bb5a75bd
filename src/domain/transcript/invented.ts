import type { Piece } from '../sound/pieces.js';
import { overlapOf, type Sound, type Span } from '../sound/sound.js';
import { momentAt } from '../sound/timeline.js';
import { isLoop, withoutLoop } from './loops.js';
import type { HeardPiece, HeardSegment } from './placed.js';
import { keyOf } from './spelling.js';

/** Why words were cut: credits · an ordinary phrase where nobody spoke · a loop · the recogniser's own doubt · the vocabulary read out. */
export type CutReason = 'credits' | 'silence' | 'loop' | 'doubt' | 'vocabulary';

/** Words that nobody said, as a recogniser wrote them; the time is that of the recording, null where it has none. */
export interface CutText {
  text: string;
  at: number | null;
  side: 0 | 1 | null;
  why: CutReason;
}

/** Subtitle credits that nobody says on the phone (apis/openai.md 2.6): cut wherever they stand. */
const CREDITS = new RegExp(
  [
    '(?:перевод и\\s+)?субтитры\\s+(?:\\p{L}+\\s+)?dimatorzok\\.?',
    'субтитры подогнал[аи]?\\s+(?:игорь негода|«?симон»?)[.!]?',
    'спасибо за субтитры(?:\\s+алексею дубровскому)?[.!]?',
    'с вами был игорь негода[.!]?',
    'редактор субтитров\\s+\\S+(?:\\s+корректор\\s+\\S+?(?=\\s|$))?',
    'корректор\\s+[а-яё]\\.\\s?[а-яё]+\\.?',
    'thank(?:s| you) for watching[.!]?',
    'dimatorzok\\.?',
  ].join('|'),
  'giu',
);

/** What a subtitle says of a sound: by its capitals. */
const CAPTIONS = /(?<!\p{L})(?:[А-ЯЁ]{4,} МУЗЫКА|МУЗЫКАЛЬНАЯ ЗАСТАВКА|АПЛОДИСМЕНТЫ|СМЕХ)(?!\p{L})[.!…]*/gu;

/** Ordinary phrases that a recogniser puts on silence, as the whole of what it heard there. */
const BOILERPLATE =
  /^(?:продолжение следует|спасибо за (?:просмотр|внимание)|до новых встреч|до встречи в следующ(?:ем|их) (?:видео|выпусках?)|подписывайтесь на (?:наш )?канал|ставьте лайки?|всем пока|смотрите в следующей серии)[\s.!…]*$/iu;
/** Nobody says so many letters in a second; nor does anybody say so few. */
const FASTEST = 35;
const SLOWEST = 7;
const BREATH_SECONDS = 0.7;
const LONGEST_ANSWER = 4;

/** What a recogniser heard, without what it made up, and what was cut. `sound` null: the recording was not listened to. */
export function withoutInvented(
  pieces: HeardPiece[],
  sound: Sound | null,
  vocabulary: string[],
): { pieces: HeardPiece[]; cut: CutText[] } {
  const cut: CutText[] = [];
  const clean = pieces.map((heard) => new Cleaner(heard.piece, sound, vocabulary, cut).clean(heard));
  return { pieces: clean, cut };
}

class Cleaner {
  constructor(
    private readonly piece: Piece | null,
    private readonly sound: Sound | null,
    private readonly vocabulary: string[],
    private readonly cut: CutText[],
  ) {}

  clean(heard: HeardPiece): HeardPiece {
    if (heard.segments.length === 0) return { ...heard, text: this.cleanText(heard.text) };
    const segments: HeardSegment[] = [];
    for (const segment of heard.segments) {
      const kept = this.cleanSegment(segment, segments);
      if (kept) segments.push(kept);
    }
    return { ...heard, segments, text: segments.map(({ text }) => text).join(' ') };
  }

  private cleanSegment(segment: HeardSegment, before: HeardSegment[]): HeardSegment | null {
    const { text, dropped } = tidied(segment.text);
    const why = this.reasonAgainst({ ...segment, text }, before);
    if (why) return this.drop(segment.text, segment, why);
    for (const each of dropped) this.drop(each.text, segment, each.why);
    if (text === '') return null;
    return text === segment.text ? segment : { ...segment, text, words: [] };
  }

  private reasonAgainst(segment: HeardSegment, before: HeardSegment[]): CutReason | null {
    const { text, sign } = segment;
    if (text === '') return null;
    if (sign === 'no-speech') return 'doubt';
    if (BOILERPLATE.test(text) && !this.isSpoken(segment)) return 'silence';
    if (this.isVocabulary(text)) return 'vocabulary';
    return this.goesRound(segment, before) ? 'loop' : null;
  }

  /** The same for the third time running, or the second where the recogniser itself speaks of a loop. */
  private goesRound(segment: HeardSegment, before: HeardSegment[]): boolean {
    const isSuspected = segment.sign === 'loop';
    if (isSuspected && isLoop(segment.text)) return true;
    const earlier = before.slice(isSuspected ? -1 : -2);
    const isAgain = earlier.length === (isSuspected ? 1 : 2) && earlier.every(({ text }) => text === segment.text);
    return isAgain && !this.isAnswer(segment);
  }

  /** «Да.» after «Да.» is one answer after another, where no more was spoken there than that. */
  private isAnswer(segment: HeardSegment): boolean {
    const { text } = segment;
    const isShort = text.split(/\s+/).length <= LONGEST_ANSWER;
    return isShort && this.isSpoken(segment) && this.spokenIn(segment) < BREATH_SECONDS + text.length / SLOWEST;
  }

  /** An answer that is text only: a last sentence that is boilerplate goes where it is not known to have been spoken. */
  private cleanText(whole: string): string {
    const { text, dropped } = tidied(whole);
    for (const each of dropped) this.drop(each.text, null, each.why);
    const sentences = text.split(/(?<=[.!?…])\s+/u);
    const last = sentences.at(-1) ?? '';
    const isAlone = sentences.length === 1;
    if (BOILERPLATE.test(last) && !(isAlone && this.isLongEnough(last))) {
      this.drop(last, null, 'silence');
      return sentences.slice(0, -1).join(' ');
    }
    if (!this.isVocabulary(text)) return text;
    this.drop(text, null, 'vocabulary');
    return '';
  }

  /** Whether somebody spoke there, and long enough to say that. */
  private isSpoken(segment: HeardSegment): boolean {
    const spoken = this.spokenIn(segment);
    return spoken > 0 && segment.text.length / spoken < FASTEST;
  }

  private spokenIn({ start, end }: Span): number {
    if (!this.piece) return 0;
    const from = momentAt(this.piece, start);
    const span = { start: from, end: Math.max(from, momentAt(this.piece, end)) };
    return this.speech().reduce((sum, run) => sum + overlapOf(run, span), 0);
  }

  private isLongEnough(text: string): boolean {
    if (!this.piece) return false;
    const spoken = this.piece.spans.reduce((sum, { start, end }) => sum + end - start, 0);
    return text.length / spoken < FASTEST / 2;
  }

  private speech(): Span[] {
    return this.sound?.tracks.find((track) => track.side === this.piece?.side)?.speech ?? [];
  }

  /** The list of names that was sent along, given back as if it had been heard. */
  private isVocabulary(text: string): boolean {
    const words = keyOf(text);
    return this.vocabulary.length > 1 && words.length > 0 && words === keyOf(this.vocabulary.join(' '));
  }

  private drop(text: string, at: Span | null, why: CutReason): null {
    const moment = at && (this.piece ? momentAt(this.piece, at.start) : at.start);
    this.cut.push({ text, at: moment ?? this.piece?.owns.start ?? null, side: this.piece?.side ?? null, why });
    return null;
  }
}

/** Without credits and endless rounds. */
function tidied(text: string): { text: string; dropped: Pick<CutText, 'text' | 'why'>[] } {
  const dropped: Pick<CutText, 'text' | 'why'>[] = [];
  const dropCredit = (credit: string) => {
    dropped.push({ text: credit, why: 'credits' });
    return '';
  };
  const rest = text.replace(CREDITS, dropCredit).replace(CAPTIONS, dropCredit);
  const straight = withoutLoop(rest === text ? text : rest.replace(/\s+/g, ' ').trim());
  return {
    text: straight.text,
    dropped: [...dropped, ...straight.cut.map((rounds) => ({ text: rounds, why: 'loop' as const }))],
  };
}
