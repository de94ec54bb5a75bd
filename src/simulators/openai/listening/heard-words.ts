import type { Segment, SpokenWord } from '../known-calls.js';
import { rounded, wordsOf } from '../spoken-words.js';
import type { Recording } from './library.js';
import { likeness, ONES } from './likeness.js';
import type { Print } from './print.js';
import { FRAME_SECONDS } from './prints.js';
import type { Stretch } from './stretches.js';

/** A word in the sound, with its time there; `index` in its segment. */
export interface HeardWord extends SpokenWord {
  segment: Segment;
  index: number;
}

/** Frames around a stretch in which its words may begin or end, as far as no other stretch is there. */
const MARGIN = 60;
const OVERLAP = 12;
/** A frame is like the known one by so many frames around it. */
const AROUND = 10;
const LEAST_SURE = 15;
const MOST_WRONG = 1 / 3;
/** A word that has less sound of its own is judged by the sound next to it. */
const LEAST_SOUND = 10;
const LEAST_SHARE = 0.5;
const LEAST_SOUNDING = 0.2;

/** The known words whose sound is in the stretches. */
export function heardWords(sound: Print, stretches: Stretch[]): HeardWord[] {
  const heard = stretches.flatMap((stretch, at) => {
    const from = Math.max(stretch.from - MARGIN, (stretches[at - 1]?.to ?? 0) - OVERLAP, 0);
    const to = Math.min(stretch.to + MARGIN, (stretches[at + 1]?.from ?? Infinity) + OVERLAP, sound.bits.length);
    return new Judge(sound, stretch, from, to).words();
  });
  return heard.filter((word, at) => !heard.slice(0, at).some((before) => isSame(before, word)));
}

function isSame(one: HeardWord, other: HeardWord): boolean {
  return one.segment === other.segment && one.index === other.index && Math.abs(one.start - other.start) < 0.3;
}

/** Decides about the words of one recording in one stretch of the sound. */
class Judge {
  readonly #alike = new Map<Print, Uint8Array>();

  constructor(
    readonly sound: Print,
    readonly stretch: Stretch,
    readonly from: number,
    readonly to: number,
  ) {}

  words(): HeardWord[] {
    const { recording, shift } = this.stretch;
    const first = (this.from + shift) * FRAME_SECONDS;
    const last = (this.to + shift) * FRAME_SECONDS;
    const near = recording.segments.filter(({ start, end }) => end > first && start < last);
    return near.flatMap((segment) => {
      const prints = printsFor(segment, recording);
      return wordsOf(segment).flatMap((word, index): HeardWord[] => {
        if (!prints.some((print) => this.#isHeard(word, segment, print))) return [];
        return [{ ...this.#timed(word), segment, index }];
      });
    });
  }

  #isHeard(word: SpokenWord, segment: Segment, print: Print): boolean {
    const sounding = framesOfSound(word, segment, print);
    if (sounding.length === 0) return this.#covers((word.start + word.end) / 2);
    const alike = this.#alikeTo(print);
    const heard = sounding.filter((frame) => alike[frame - this.from - this.stretch.shift] === 1);
    return heard.length > LEAST_SHARE * sounding.length;
  }

  #covers(seconds: number): boolean {
    const frame = seconds / FRAME_SECONDS - this.stretch.shift;
    return frame >= this.stretch.from && frame <= this.stretch.to;
  }

  /** By frame from the first on: whether the sound around it is the known one. */
  #alikeTo(print: Print): Uint8Array {
    const before = this.#alike.get(print);
    if (before !== undefined) return before;
    const { shift } = this.stretch;
    const alike = Uint8Array.from({ length: this.to - this.from }, (_, at) => {
      const frame = this.from + at;
      const from = Math.max(frame - AROUND, this.from);
      const to = Math.min(frame + AROUND, this.to);
      const { sure, wrong } = likeness(this.sound, print, shift, from, to);
      const isAlike = sure >= LEAST_SURE && wrong <= MOST_WRONG * sure;
      return isAlike && this.#sounds(from, to) ? 1 : 0;
    });
    this.#alike.set(print, alike);
    return alike;
  }

  /** Noise is now and then like anything. */
  #sounds(from: number, to: number): boolean {
    const sounding = this.sound.sure.subarray(from, to).filter((sure) => sure !== 0);
    return sounding.length >= LEAST_SOUNDING * (to - from);
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
function framesOfSound(word: SpokenWord, segment: Segment, { sure }: Print): number[] {
  const isSound = (frame: number) => (ONES[sure[frame] ?? 0] ?? 0) >= 3;
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
