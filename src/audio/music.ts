import { type ChannelProfile, FRAME_SECONDS } from './profile.js';
import type { Voiced } from './voice.js';

const WINDOW_FRAMES = Math.round(1 / FRAME_SECONDS);
/** A held vowel is steady for a second, never for so many. */
const LEAST_WINDOWS = 4;
/** Speech falls to half of its loudness several times a second; music that plays on does not. */
const STEADY = { quietShare: 0.12, spread: 0.45 };

/**
 * The voiced frames without stretches of hold music: sound without the dips between syllables. Measured over seconds of
 * 50 frames: speech has 26 % and more of them below half of the mean amplitude (at 15 dB over noise too) and a spread of
 * 0.6 and more, chords and bands at most 8 % and 0.32. Sparse plucked notes pass for speech.
 */
export function withoutMusic(voiced: Voiced, { powers }: ChannelProfile): Voiced {
  const speech = voiced.slice();
  let first = 0;
  for (let from = 0; from <= voiced.length; from += WINDOW_FRAMES) {
    const to = from + WINDOW_FRAMES;
    if (to <= voiced.length && isSteady(voiced.subarray(from, to), powers.subarray(from, to))) continue;
    if (from - first >= LEAST_WINDOWS * WINDOW_FRAMES) {
      speech.fill(0, edgeOf(voiced, powers, first, -1), edgeOf(voiced, powers, from - 1, 1) + 1);
    }
    first = to;
  }
  return speech;
}

/** Music begins and ends within a window: as far beyond this frame as it sounds on, without a dip. */
function edgeOf(voiced: Voiced, powers: Float32Array, frame: number, step: 1 | -1): number {
  const inside = step > 0 ? frame - WINDOW_FRAMES + 1 : frame;
  const least = meanAmplitude(powers.subarray(inside, inside + WINDOW_FRAMES)) / 2;
  let edge = frame;
  for (let count = 0; count < WINDOW_FRAMES; count++) {
    if (!voiced[edge + step] || Math.sqrt(powers[edge + step] ?? 0) < least) break;
    edge += step;
  }
  return edge;
}

function isSteady(voiced: Voiced, powers: Float32Array): boolean {
  if (voiced.reduce((sum, frame) => sum + frame, 0) < 0.8 * voiced.length) return false;
  const amplitudes = powers.map(Math.sqrt);
  const mean = meanAmplitude(powers);
  const quiet = amplitudes.filter((each) => each < mean / 2).length / amplitudes.length;
  const variance = amplitudes.reduce((sum, each) => sum + (each - mean) ** 2, 0) / amplitudes.length;
  return quiet <= STEADY.quietShare && Math.sqrt(variance) / mean <= STEADY.spread;
}

function meanAmplitude(powers: Float32Array): number {
  return powers.reduce((sum, power) => sum + Math.sqrt(power), 0) / powers.length;
}
