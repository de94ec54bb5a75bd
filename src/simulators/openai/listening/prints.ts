import { setImmediate as breath } from 'node:timers/promises';
import type { Pcm } from './pcm.js';
import { BANDS, type Print, Printer } from './print.js';
import { joined, Resampler } from './resampler.js';
import { Spectrum, WINDOW } from './spectrum.js';

const RATE = 4000;
const HOP = 64;
export const FRAME_SECONDS = HOP / RATE;
const LOWEST_HERTZ = 150;
const HIGHEST_HERTZ = 1950;

/** A recording as it is known again: the print of each channel, and of both together where there are two. */
export interface Prints {
  seconds: number;
  frames: number;
  channels: Print[];
}

/** Hears a recording through once, giving way to others between the blocks. Null where there is no sound at all. */
export async function printsOf(sound: AsyncIterable<Pcm>): Promise<Prints | null> {
  let ear: Ear | null = null;
  for await (const block of sound) {
    ear ??= new Ear(block.rate, Math.min(block.channels.length, 2));
    ear.hear(block.channels);
    await breath();
  }
  return ear?.prints ?? null;
}

/** The same, of all channels as one. */
export function mixedDown({ rate, channels }: Pcm): Pcm {
  const [first = new Float32Array(), second] = channels;
  if (second === undefined) return { rate, channels: [first] };
  return { rate, channels: [first.map((sample, at) => (sample + (second[at] ?? 0)) / 2)] };
}

class Ear {
  readonly #rate: number;
  readonly #resamplers: Resampler[];
  readonly #printers: Printer[];
  readonly #spectrum = new Spectrum();
  readonly #powers = [new Float64Array(BANDS), new Float64Array(BANDS), new Float64Array(BANDS)] as const;
  #waiting: Float32Array[];
  #samples = 0;

  constructor(rate: number, channels: number) {
    this.#rate = rate;
    this.#resamplers = Array.from({ length: channels }, () => new Resampler(rate, RATE));
    this.#printers = Array.from({ length: channels === 2 ? 3 : 1 }, () => new Printer());
    this.#waiting = this.#resamplers.map(() => new Float32Array());
  }

  hear(channels: Float32Array[]): void {
    this.#samples += channels[0]?.length ?? 0;
    const signals = this.#resamplers.map((resampler, channel) => {
      const slow = resampler.add(channels[channel] ?? new Float32Array());
      return joined(this.#waiting[channel] ?? new Float32Array(), slow);
    });
    const [left = new Float32Array(), right = null] = signals;
    let from = 0;
    for (; from + WINDOW <= left.length; from += HOP) this.#print(left, right, from);
    this.#waiting = signals.map((signal) => signal.slice(from));
  }

  get prints(): Prints {
    const channels = this.#printers.map((printer) => printer.print);
    return { seconds: this.#samples / this.#rate, frames: channels[0]?.bits.length ?? 0, channels };
  }

  #print(left: Float32Array, right: Float32Array | null, from: number): void {
    this.#spectrum.read(left, right, from);
    this.#spectrum.powers(EDGES, this.#powers);
    for (const [channel, printer] of this.#printers.entries()) printer.add(this.#powers[channel] ?? NO_POWERS);
  }
}

const NO_POWERS = new Float64Array(BANDS);

/** First bins of the bands, and the end of the last; the lowest are one bin wide. */
const EDGES = Array.from({ length: BANDS + 1 }, (_, band) => {
  const hertz = LOWEST_HERTZ * (HIGHEST_HERTZ / LOWEST_HERTZ) ** (band / BANDS);
  return Math.round((hertz * WINDOW) / RATE);
});
