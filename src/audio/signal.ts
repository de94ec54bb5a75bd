/** The same samples around zero: some line cards add a constant. */
export function withoutOffset(samples: Float32Array): Float32Array {
  let sum = 0;
  for (let i = 0; i < samples.length; i++) sum += samples[i] ?? 0;
  const offset = sum / samples.length;
  const centred = new Float32Array(samples.length);
  for (let i = 0; i < samples.length; i++) centred[i] = (samples[i] ?? 0) - offset;
  return centred;
}

/** The mean of the products: of a signal with itself, its power; of two, what they have in common. */
export function meanProduct(one: Float32Array, other: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < one.length; i++) sum += (one[i] ?? 0) * (other[i] ?? 0);
  return sum / one.length;
}

/** Decibels as a ratio of powers. */
export function powerRatio(decibels: number): number {
  return 10 ** (decibels / 10);
}

export function decibels(ratio: number): number {
  return 10 * Math.log10(ratio);
}

/** The value that a share of the others stay below; 0 of nothing. */
export function percentile(values: number[], share: number): number {
  const sorted = Float64Array.from(values).sort();
  return sorted[Math.floor(sorted.length * share)] ?? 0;
}
