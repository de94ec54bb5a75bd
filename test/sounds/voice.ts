import type { Chance } from '../torture/chance.js';

/** Where the mouth resounds lowest and next, in hertz. */
type Vowel = [number, number];

const RESONANCE_HERTZ = 110;
const HIGHEST_HERTZ = 3400;
const SHORTEST_SYLLABLE = 0.12;

/** A voice that says syllables without a meaning, three to six a second, none like another. */
export class Voice {
  readonly #chance: Chance;
  readonly #rate: number;
  #pitch: number;

  constructor(chance: Chance, rate: number) {
    this.#chance = chance;
    this.#rate = rate;
    this.#pitch = chance.between(90, 220);
  }

  /** Adds phrases of words to the samples, with pauses between them and none at the ends. */
  talk(samples: Float32Array, start: number, end: number): void {
    let at = start;
    while (end - at > SHORTEST_SYLLABLE) {
      for (let words = this.#number(3, 7); words > 0; words--) at = this.#word(samples, at, end);
      at += this.#chance.between(0.2, 0.6);
    }
  }

  #word(samples: Float32Array, start: number, end: number): number {
    let at = start;
    for (let syllables = this.#number(1, 4); syllables > 0 && end - at > SHORTEST_SYLLABLE; syllables--) {
      const seconds = Math.min(this.#chance.between(0.16, 0.32), end - at);
      this.#say(samples, at, seconds);
      at += seconds;
    }
    return at + this.#chance.between(0.02, 0.1);
  }

  #say(samples: Float32Array, at: number, seconds: number): void {
    const consonant = this.#chance.happens(0.8) ? Math.min(this.#chance.between(0.03, 0.08), seconds / 2) : 0;
    if (consonant > 0) this.#hiss(samples, at, consonant);
    this.#sing(samples, at + consonant, seconds - consonant);
  }

  /** A consonant: noise, more of it low or high. */
  #hiss(samples: Float32Array, at: number, seconds: number): void {
    const loudness = this.#chance.between(0.01, 0.06);
    const dullness = this.#chance.between(-0.9, 0.9);
    let noise = 0;
    this.#add(samples, at, seconds, () => {
      noise = this.#chance.between(-1, 1) + dullness * noise;
      return loudness * noise;
    });
  }

  /** From one vowel to another: harmonics of a pitch that wanders, louder where the mouth resounds. */
  #sing(samples: Float32Array, at: number, seconds: number): void {
    this.#pitch = Math.min(Math.max(this.#pitch * this.#chance.between(0.88, 1.13), 90), 220);
    const [first, last] = [this.#vowel(), this.#vowel()];
    const loudness = this.#chance.between(0.05, 0.2);
    for (let hertz = this.#pitch; hertz < HIGHEST_HERTZ; hertz += this.#pitch) {
      const from = loudness * resonance(hertz, first);
      this.#tone(samples, at, seconds, hertz, from, loudness * resonance(hertz, last) - from);
    }
  }

  /** Every sample of a sine follows from the two before. */
  #tone(samples: Float32Array, at: number, seconds: number, hertz: number, loudness: number, growth: number): void {
    const step = (2 * Math.PI * hertz) / this.#rate;
    const turn = 2 * Math.cos(step);
    const phase = this.#chance.between(0, 2 * Math.PI);
    let last = Math.sin(phase - step);
    let beforeLast = Math.sin(phase - 2 * step);
    this.#add(samples, at, seconds, (share) => {
      const sample = turn * last - beforeLast;
      beforeLast = last;
      last = sample;
      return (loudness + growth * share) * sample;
    });
  }

  /** Adds samples by the share of the time that is over; they swell and fade. */
  #add(samples: Float32Array, at: number, seconds: number, sampleAt: (share: number) => number): void {
    const first = Math.round(at * this.#rate);
    const count = Math.min(Math.round(seconds * this.#rate), samples.length - first);
    const edge = Math.min(0.03 * this.#rate, count / 2);
    for (let index = 0; index < count; index++) {
      const shape = Math.min(1, index / edge, (count - index) / edge);
      samples[first + index] = (samples[first + index] ?? 0) + shape * sampleAt(index / count);
    }
  }

  #vowel(): Vowel {
    return [this.#chance.between(250, 850), this.#chance.between(900, 2400)];
  }

  #number(least: number, most: number): number {
    return Math.floor(this.#chance.between(least, most + 1));
  }
}

/** The upper harmonics of a voice are fainter by themselves. */
function resonance(hertz: number, vowel: Vowel): number {
  const peaks = vowel.map((peak) => 1 / (1 + ((hertz - peak) / RESONANCE_HERTZ) ** 2));
  return (0.02 + Math.max(...peaks)) * (300 / (300 + hertz));
}
