import type { Library, Recording } from './library.js';
import { type Likeness, likeness, ONES, reach, SPEAKING } from './likeness.js';
import { type Print, soundingFrames } from './print.js';

/** A place in a known recording that a moment of the sound may come from. */
export interface Seed {
  recording: Recording;
  channel: number;
  /** From a frame of the sound to the one of the recording. */
  shift: number;
}

export const MOMENT = 24;
const BITS = 16;
const LEAST_VOTES = 2;
const MOST_PLACES = 400;
const LEAST_SURE = 40;
const MOST_WRONG = 0.25;
/** How far ahead a place is looked for without a vote, in frames, and what speaks for it then. */
const FURTHEST = 625;
const LEAST_SOUNDING = 5;
const LEAST_BEHIND = 25;
const CLEAR_SHARE = 0.6;

/** Finds where moments of one sound come from: frames are looked up by their bits, and those in line are counted. */
export class Seeds {
  readonly #sound: Print;
  readonly #library: Library;
  readonly #among: Set<Recording>;
  /** By shift among all recordings, moved up by the length of the sound. */
  readonly #votes: Uint8Array;

  constructor(sound: Print, library: Library, among: Recording[]) {
    this.#sound = sound;
    this.#library = library;
    this.#among = new Set(among);
    this.#votes = new Uint8Array(library.frames + sound.bits.length + 2);
  }

  at(frame: number): Seed[] {
    const voted = this.#vote(frame);
    const places = voted.filter((place) => this.#votesAround(place) >= LEAST_VOTES);
    const ranked = places.sort((one, other) => this.#votesAround(other) - this.#votesAround(one));
    const nearby = new Set<number>();
    const apart = ranked.filter((place) => {
      const isApart = !nearby.has(place);
      if (isApart) for (const near of [place - 1, place, place + 1]) nearby.add(near);
      return isApart;
    });
    for (const place of voted) this.#votes[place] = 0;
    return apart.slice(0, MOST_PLACES).flatMap((place) => this.#seedsNear(frame, place - this.#sound.bits.length));
  }

  /** Short pieces have too little to be looked up: the best place soon behind a known one is as good. */
  behind(frame: number, { recording, channel, shift }: Seed): Seed[] {
    const known = recording.prints.channels[channel];
    if (known === undefined || soundingFrames(this.#sound, frame, frame + MOMENT) < LEAST_SOUNDING) return [];
    let best = { shift, evidence: LEAST_BEHIND };
    for (let near = shift - MOMENT; near < shift + FURTHEST; near++) {
      const { evidence, sure } = reach(this.#sound, known, near, frame, 2 * MOMENT);
      if (evidence > best.evidence && evidence > CLEAR_SHARE * sure) best = { shift: near, evidence };
    }
    return best.evidence === LEAST_BEHIND ? [] : [{ recording, channel, shift: best.shift }];
  }

  #vote(from: number): number[] {
    const { bits, sure } = this.#sound;
    const voted: number[] = [];
    for (let frame = from; frame < Math.min(from + MOMENT, bits.length); frame++) {
      const certain = sure[frame] ?? 0;
      if ((ONES[certain] ?? 0) < SPEAKING) continue;
      const vote = (found: number) => {
        const place = found - frame + bits.length;
        const votes = this.#votes[place] ?? 0;
        if (votes === 0) voted.push(place);
        if (votes < 255) this.#votes[place] = votes + 1;
      };
      const value = bits[frame] ?? 0;
      this.#library.find(value, vote);
      // One bit that is not sure may be another there.
      for (let bit = 1; bit < 1 << BITS; bit <<= 1) if ((certain & bit) === 0) this.#library.find(value ^ bit, vote);
    }
    return voted;
  }

  #votesAround(place: number): number {
    return (this.#votes[place - 1] ?? 0) + (this.#votes[place] ?? 0) + (this.#votes[place + 1] ?? 0);
  }

  #seedsNear(frame: number, placed: number): Seed[] {
    const recording = this.#library.at(placed + frame + MOMENT / 2);
    if (recording === undefined || !this.#among.has(recording)) return [];
    return recording.prints.channels.flatMap((known, channel): Seed[] => {
      const shifts = [-1, 0, 1].map((near) => placed - recording.base + near);
      const compared = shifts.map((shift) => ({
        shift,
        ...likeness(this.#sound, known, shift, frame, frame + MOMENT),
      }));
      const [best] = compared.sort((one, other) => share(one) - share(other));
      if (best === undefined || best.sure < LEAST_SURE || share(best) > MOST_WRONG) return [];
      return [{ recording, channel, shift: best.shift }];
    });
  }
}

function share({ sure, wrong }: Likeness): number {
  return sure === 0 ? 1 : wrong / sure;
}
