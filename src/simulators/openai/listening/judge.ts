import type { Segment, SpokenWord } from '../known-calls.js';
import { rounded, wordsOf } from '../spoken-words.js';
import type { HeardWord } from './heard-segments.js';
import type { Recording } from './library.js';
import { likeness } from './likeness.js';
import { type Print, soundingFrames } from './print.js';
import { FRAME_SECONDS } from './prints.js';
import type { Stretch } from './stretches.js';

const AROUND = 10;
const LEAST_SURE = 15;
const MOST_WRONG = 1 / 3;
/** A word that has less sound of its own is judged by the sound next to it. */
const LEAST_SOUND = 10;
/** Noise is now and then like anything: so much must be more than that. */
const LEAST_SOUNDING = 0.2;

const UNLIKE = 0;
const ALIKE = 1;
const UNDECIDED = 2;

/** A known word in the sound, and how much of it is there, 0 … 1. */
export interface JudgedWord extends HeardWord {
  share: number;
}

/** Judges the words of one recording in one stretch of the sound, between two frames of it. */
export class Judge {
  readonly #alike = new Map<Print, Uint8Array>();

  constructor(
    readonly sound: Print,
    readonly stretch: Stretch,
    readonly from: number,
    readonly to: number,
  ) {}

  words(): JudgedWord[] {
    const { recording, shift } = this.stretch;
    const first = (this.from + shift) * FRAME_SECONDS;
    const last = (this.to + shift) * FRAME_SECONDS;
    const near = recording.segments.filter(({ start, end }) => end > first && start < last);
    return near.flatMap((segment) => {
      const prints = printsFor(segment, recording);
      return wordsOf(segment).map((word, index) => {
        const shares = prints.map((print) => this.#shareOf(word, segment, print));
        return { ...this.#timed(word), segment, index, share: Math.max(...shares) };
      });
    });
  }

  #shareOf(word: SpokenWord, segment: Segment, print: Print): number {
    const sounding = framesOfSound(word, segment, print);
    if (sounding.length === 0) return this.#covers((word.start + word.end) / 2) ? 1 : 0;
    const alike = this.#alikeTo(print);
    const verdicts = sounding.map((frame) => alike[frame - this.from - this.stretch.shift] ?? UNLIKE);
    const decided = verdicts.filter((verdict) => verdict !== UNDECIDED);
    return decided.length === 0 ? 0 : decided.filter((verdict) => verdict === ALIKE).length / decided.length;
  }

  #covers(seconds: number): boolean {
    const frame = seconds / FRAME_SECONDS - this.stretch.shift;
    return frame >= this.stretch.from && frame <= this.stretch.to;
  }

  /** By frame from the first on, whether the sound around it is the known one. */
  #alikeTo(print: Print): Uint8Array {
    const before = this.#alike.get(print);
    if (before !== undefined) return before;
    const { shift } = this.stretch;
    const alike = Uint8Array.from({ length: this.to - this.from }, (_, at) => {
      const frame = this.from + at;
      const from = Math.max(frame - AROUND, this.from);
      const to = Math.min(frame + AROUND, this.to);
      const { sure, wrong } = likeness(this.sound, print, shift, from, to);
      if (soundingFrames(this.sound, from, to) < LEAST_SOUNDING * (to - from)) return UNLIKE;
      if (sure >= LEAST_SURE) return wrong <= MOST_WRONG * sure ? ALIKE : UNLIKE;
      return this.#passes(frame, print) ? ALIKE : UNDECIDED;
    });
    this.#alike.set(print, alike);
    return alike;
  }

  /** Where little changes it is enough that the sound is the known one before and behind. */
  #passes(frame: number, print: Print): boolean {
    const { recording, channel, from, to } = this.stretch;
    return recording.prints.channels[channel] === print && frame >= from && frame < to;
  }

  #timed({ text, start, end }: SpokenWord): SpokenWord {
    const first = this.from * FRAME_SECONDS;
    const last = this.to * FRAME_SECONDS;
    const moved = (seconds: number) => {
      return rounded(Math.min(Math.max(seconds - this.stretch.shift * FRAME_SECONDS, first), last));
    };
    return { text, start: moved(start), end: moved(end) };
  }
}

/** The print of the channel the segment names; all of them where it names none that is there. */
function printsFor({ channel }: Segment, { prints }: Recording): Print[] {
  const own = channel === undefined ? undefined : prints.channels.slice(0, 2)[channel];
  return own === undefined ? prints.channels : [own];
}

/** The frames of a word in which something sounds; where that is little, with those nearest to it in its segment. */
function framesOfSound(word: SpokenWord, segment: Segment, { levels, gate }: Print): number[] {
  const isSound = (frame: number) => (levels[frame] ?? gate) > gate;
  const frames: number[] = [];
  const [first, last] = [word.start, word.end].map((seconds) => Math.round(seconds / FRAME_SECONDS));
  const [earliest, latest] = [segment.start, segment.end].map((seconds) => Math.round(seconds / FRAME_SECONDS));
  if (first === undefined || last === undefined || earliest === undefined || latest === undefined) return [];
  for (let frame = first; frame < last; frame++) if (isSound(frame)) frames.push(frame);
  for (let away = 1; frames.length < LEAST_SOUND && (first - away >= earliest || last + away <= latest); away++) {
    for (const frame of [first - away, last + away - 1]) {
      if (frame >= earliest && frame < latest && isSound(frame)) frames.push(frame);
    }
  }
  return frames;
}
