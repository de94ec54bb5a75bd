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
export function percentile(values: Float32Array, share: number): number {
  return values.slice().sort()[Math.floor(values.length * share)] ?? 0;
}
