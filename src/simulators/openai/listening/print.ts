import { Growing } from './growing.js';

/** Bands whose neighbours are compared: a bit for each pair. */
export const BANDS = 17;
const LAG = 3;
/** A bit is sure where the change is more than 3 dB, and both bands within 20 dB of the strongest. */
const CLEAR = 2;
const FAINT = 0.002;
const NOTHING = 1e-10;

/** How a sound changes, as the ear would know it again at any level: numbers by frame. */
export interface Print {
  /** Whether the lower band of a pair has gained on the upper one since a moment before. */
  bits: Uint16Array;
  /** Which of these bits another recording of the sound will have too; 0 where there is but the noise of the line. */
  sure: Uint16Array;
  /** Level in dB, rounded. */
  levels: Int8Array;
  /** What is louder than this level is more than the noise of the line. */
  gate: number;
}

export function soundingFrames({ levels, gate }: Print, from: number, to: number): number {
  return levels.subarray(Math.max(from, 0), Math.max(to, 0)).filter((level) => level > gate).length;
}

/** Makes the print of one channel from the powers of its bands, frame by frame. */
export class Printer {
  readonly #bits = new Growing((length) => new Uint16Array(length));
  readonly #sure = new Growing((length) => new Uint16Array(length));
  readonly #levels = new Growing((length) => new Int8Array(length));
  readonly #raw = Array.from({ length: 3 }, () => new Float64Array(BANDS));
  readonly #smooth = Array.from({ length: LAG + 1 }, () => new Float64Array(BANDS).fill(NOTHING));

  add(powers: Float64Array): void {
    const frame = this.#bits.length;
    const raw = this.#raw[frame % 3] ?? powers;
    raw.set(powers);
    const before = this.#raw[(frame + 2) % 3] ?? powers;
    const beforeThat = this.#raw[(frame + 1) % 3] ?? powers;
    const now = this.#smooth[frame % (LAG + 1)] ?? powers;
    let total = 0;
    for (let band = 0; band < BANDS; band++) {
      const sum = ((raw[band] ?? 0) + 2 * (before[band] ?? 0) + (beforeThat[band] ?? 0)) / 4;
      now[band] = sum + NOTHING;
      total += sum;
    }
    this.#levels.push(Math.round(10 * Math.log10(total + NOTHING)));
    this.#compare(now, this.#smooth[(frame + 1) % (LAG + 1)] ?? now);
  }

  get print(): Print {
    const levels = this.#levels.numbers;
    const gate = gateOf(levels);
    const sure = this.#sure.numbers.map((bits, frame) => ((levels[frame] ?? 0) > gate ? bits : 0));
    return { bits: this.#bits.numbers, sure, levels, gate };
  }

  #compare(now: Float64Array, then: Float64Array): void {
    let faint = 0;
    for (let band = 0; band < BANDS; band++) faint = Math.max(faint, now[band] ?? 0, then[band] ?? 0);
    faint *= FAINT;
    let bits = 0;
    let sure = 0;
    for (let band = 0; band + 1 < BANDS; band++) {
      const low = now[band] ?? 0;
      const high = now[band + 1] ?? 0;
      const lowThen = then[band] ?? 0;
      const highThen = then[band + 1] ?? 0;
      const gained = low * highThen;
      const lost = high * lowThen;
      if (gained > lost) bits |= 1 << band;
      const isClear = gained > CLEAR * lost || lost > CLEAR * gained;
      if (isClear && (low > faint || lowThen > faint) && (high > faint || highThen > faint)) sure |= 1 << band;
    }
    this.#bits.push(bits);
    this.#sure.push(sure);
  }
}

const SILENT_SHARE = 0.2;
const LOUD_SHARE = 0.99;
/** What is fainter is no sound, be it that of a line; in dB, as all here. */
const AUDIBLE = -85;
const ABOVE_NOISE = 6;
const BELOW_SPEECH = 25;

/** Above the noise of the line, even where a recording has no pause. */
function gateOf(levels: Int8Array): number {
  const audible = levels.filter((level) => level > AUDIBLE).sort();
  const at = (share: number) => audible[Math.floor(audible.length * share)] ?? AUDIBLE;
  return Math.min(at(SILENT_SHARE), at(LOUD_SHARE) - BELOW_SPEECH) + ABOVE_NOISE;
}
