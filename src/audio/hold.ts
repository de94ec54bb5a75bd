const RATE = 4_000;
/** So long ago, to within the longest period of a voice or a string. */
const BACK_SECONDS = { least: 0.06, most: 0.085 };
const LEAST_LIKENESS = 0.85;

/**
 * Tells whether a sound is what it was a moment ago: a note holds its pitch, a voice moves on. Measured over seconds:
 * notes of many kinds are like that in 36 % and more of their loud frames, speech in 24 % at most.
 */
export class HoldDetector {
  /** The last frames, at about RATE. */
  private past = new Float32Array();

  /** Takes every frame; compares only those that are worth it. */
  isHeld(samples: Float32Array, sampleRate: number, isWorth: boolean): boolean {
    const stride = Math.max(1, Math.round(sampleRate / RATE));
    const rate = sampleRate / stride;
    const length = Math.floor(samples.length / stride);
    const most = Math.round(BACK_SECONDS.most * rate);
    if (this.past.length < most + length) this.past = new Float32Array(most + length);
    this.append(samples, stride, length);
    return isWorth && this.likeness(length, Math.round(BACK_SECONDS.least * rate), most) >= LEAST_LIKENESS;
  }

  private append(samples: Float32Array, stride: number, length: number): void {
    const { past } = this;
    past.copyWithin(0, length);
    for (let i = 0; i < length; i++) {
      let sum = 0;
      for (let each = 0; each < stride; each++) sum += samples[i * stride + each] ?? 0;
      past[past.length - length + i] = sum / stride;
    }
  }

  /** The highest correlation of the last frame with one between `least` and `most` samples ago. */
  private likeness(length: number, least: number, most: number): number {
    const { past } = this;
    const from = past.length - length;
    const own = this.power(from, past.length);
    let then = this.power(from - least, past.length - least);
    let best = 0;
    for (let back = least; back <= most; back++) {
      let both = 0;
      for (let i = from; i < past.length; i++) both += (past[i] ?? 0) * (past[i - back] ?? 0);
      if (both > 0 && then > 0) best = Math.max(best, (both * both) / (own * then));
      then += (past[from - back - 1] ?? 0) ** 2 - (past[past.length - back - 1] ?? 0) ** 2;
    }
    return Math.sqrt(best);
  }

  private power(from: number, to: number): number {
    let sum = 0;
    for (let i = from; i < to; i++) sum += (this.past[i] ?? 0) ** 2;
    return sum;
  }
}
