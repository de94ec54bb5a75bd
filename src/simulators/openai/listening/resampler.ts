/** Samples at a lower rate, block after block: each the mean of those around it, the nearest counting most. */
export class Resampler {
  readonly #ratio: number;
  /** The weights of the samples around one that falls on a sample, as with whole ratios all do. */
  readonly #weights: Float64Array | null;
  #kept = new Float32Array();
  #start = 0;
  #out = 0;

  constructor(from: number, to: number) {
    this.#ratio = from / to;
    this.#weights = Number.isInteger(this.#ratio) ? weightsAround(this.#ratio, this.#ratio) : null;
  }

  add(samples: Float32Array): Float32Array {
    const ratio = this.#ratio;
    const all = joined(this.#kept, samples);
    const end = this.#start + all.length;
    const count = Math.max(0, Math.floor((end - 1) / ratio - 1) + 1 - this.#out);
    const made = new Float32Array(count);
    for (let index = 0; index < count; index++) {
      const first = (this.#out + index - 1) * ratio - this.#start;
      const from = Math.ceil(first);
      made[index] = weighed(all, from, this.#weights ?? weightsAround(ratio, ratio - (from - first)));
    }
    this.#out += count;
    const needed = Math.max(0, Math.floor((this.#out - 1) * ratio) - this.#start);
    this.#kept = all.slice(needed);
    this.#start += needed;
    return made;
  }
}

/** A triangle of the reach to either side, its top so far behind the first weight. */
function weightsAround(reach: number, top: number): Float64Array {
  const weights = Float64Array.from({ length: Math.floor(top + reach) + 1 }, (_, at) => reach - Math.abs(at - top));
  const sum = weights.reduce((total, weight) => total + weight, 0);
  return weights.map((weight) => weight / sum);
}

function weighed(samples: Float32Array, from: number, weights: Float64Array): number {
  let sum = 0;
  for (let at = 0; at < weights.length; at++) sum += (samples[from + at] ?? 0) * (weights[at] ?? 0);
  return sum;
}

export function joined(one: Float32Array, other: Float32Array): Float32Array {
  const both = new Float32Array(one.length + other.length);
  both.set(one);
  both.set(other, one.length);
  return both;
}
