/** Samples of one transform; a power of two. */
export const WINDOW = 256;
const LEVELS = Math.log2(WINDOW);

const turn = (at: number) => (2 * Math.PI * at) / WINDOW;
const COS = Float64Array.from({ length: WINDOW / 2 }, (_, at) => Math.cos(turn(at)));
const SIN = Float64Array.from({ length: WINDOW / 2 }, (_, at) => -Math.sin(turn(at)));
const HANN = Float64Array.from({ length: WINDOW }, (_, at) => (0.5 - 0.5 * Math.cos(turn(at + 0.5))) / WINDOW);
const MIRRORED = Uint16Array.from({ length: WINDOW }, (_, at) => {
  return Array.from({ length: LEVELS }, (_, bit) => ((at >> bit) & 1) << (LEVELS - 1 - bit)).reduce((a, b) => a | b);
});

type Powers = readonly [Float64Array, Float64Array, Float64Array];

/** The spectra of two signals at one go, as real and imaginary part of one: a second costs nothing. */
export class Spectrum {
  readonly #re = new Float64Array(WINDOW);
  readonly #im = new Float64Array(WINDOW);

  read(left: Float32Array, right: Float32Array | null, from: number): void {
    for (let at = 0; at < WINDOW; at++) {
      const to = MIRRORED[at] ?? 0;
      const weight = HANN[at] ?? 0;
      this.#re[to] = (left[from + at] ?? 0) * weight;
      this.#im[to] = right === null ? 0 : (right[from + at] ?? 0) * weight;
    }
    transform(this.#re, this.#im);
  }

  /** The powers of bands between bins: of the left signal, the right one, and their mean. */
  powers(edges: readonly number[], [lefts, rights, boths]: Powers): void {
    for (let band = 0; band + 1 < edges.length; band++) {
      let left = 0;
      let right = 0;
      let both = 0;
      for (let bin = edges[band] ?? 0; bin < (edges[band + 1] ?? 0); bin++) {
        const re = this.#re[bin] ?? 0;
        const im = this.#im[bin] ?? 0;
        const mirrorRe = this.#re[WINDOW - bin] ?? 0;
        const mirrorIm = this.#im[WINDOW - bin] ?? 0;
        const leftRe = re + mirrorRe;
        const leftIm = im - mirrorIm;
        const rightRe = im + mirrorIm;
        const rightIm = mirrorRe - re;
        left += leftRe * leftRe + leftIm * leftIm;
        right += rightRe * rightRe + rightIm * rightIm;
        both += (leftRe + rightRe) ** 2 + (leftIm + rightIm) ** 2;
      }
      lefts[band] = left;
      rights[band] = right;
      boths[band] = both / 4;
    }
  }
}

/** The fast Fourier transform, of samples in mirrored order. */
function transform(re: Float64Array, im: Float64Array): void {
  for (let half = 1; half < WINDOW; half *= 2) {
    const stride = WINDOW / (2 * half);
    for (let phase = 0; phase < half; phase++) {
      const cos = COS[phase * stride] ?? 0;
      const sin = SIN[phase * stride] ?? 0;
      for (let one = phase; one < WINDOW; one += 2 * half) {
        const other = one + half;
        const otherRe = re[other] ?? 0;
        const otherIm = im[other] ?? 0;
        const turnedRe = otherRe * cos - otherIm * sin;
        const turnedIm = otherRe * sin + otherIm * cos;
        const oneRe = re[one] ?? 0;
        const oneIm = im[one] ?? 0;
        re[other] = oneRe - turnedRe;
        im[other] = oneIm - turnedIm;
        re[one] = oneRe + turnedRe;
        im[one] = oneIm + turnedIm;
      }
    }
  }
}
