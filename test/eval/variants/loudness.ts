import { FRAME_SECONDS } from '../../../src/audio/profile.js';
import { decibels, meanProduct, percentile } from '../../../src/audio/signal.js';

/** How loud a channel is, in dBFS, in all but the loudest of its frames. */
export function loudnessAt(share: number, samples: Float32Array, sampleRate: number): number {
  const length = Math.round(FRAME_SECONDS * sampleRate);
  const powers = Float32Array.from({ length: Math.floor(samples.length / length) }, (_, frame) => {
    const part = samples.subarray(frame * length, (frame + 1) * length);
    return meanProduct(part, part);
  });
  return decibels(percentile(powers, share));
}
