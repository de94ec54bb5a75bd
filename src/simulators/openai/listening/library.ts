import type { Segment } from '../known-calls.js';
import { ONES, SPEAKING } from './likeness.js';
import type { Prints } from './prints.js';

/** A known recording with what is said in it. `base`: where its frames begin among those of all recordings. */
export interface Recording {
  callId: string;
  segments: Segment[];
  prints: Prints;
  base: number;
  /** By channel, the frame up to which it was heard last: the next piece of a recording mostly begins behind it. */
  heardTo: number[];
}

const SPACING = 64;
const VALUES = 2 ** 16;

/** All known recordings, and where in them a moment sounds like this. */
export class Library {
  readonly recordings: Recording[] = [];
  frames = SPACING;
  /** For each value of bits the last place of it, and for each place the one before it. */
  readonly #last = new Int32Array(VALUES).fill(-1);
  readonly #before: number[] = [];
  readonly #places: number[] = [];

  add(callId: string, segments: Segment[], prints: Prints): void {
    const base = this.frames;
    this.recordings.push({ callId, segments, prints, base, heardTo: [] });
    this.frames += prints.frames + SPACING;
    for (const { bits, sure } of prints.channels) {
      for (let frame = 0; frame < bits.length; frame++) {
        if ((ONES[sure[frame] ?? 0] ?? 0) < SPEAKING) continue;
        const value = bits[frame] ?? 0;
        this.#before.push(this.#last[value] ?? -1);
        this.#last[value] = this.#places.push(base + frame) - 1;
      }
    }
  }

  find(bits: number, visit: (frame: number) => void): void {
    for (let entry = this.#last[bits] ?? -1; entry !== -1; entry = this.#before[entry] ?? -1) {
      visit(this.#places[entry] ?? 0);
    }
  }

  /** The recording around this frame, or the next to it. */
  at(frame: number): Recording | undefined {
    return this.recordings.findLast(({ base }) => base - SPACING / 2 <= frame);
  }
}
