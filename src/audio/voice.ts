import type { ChannelProfile } from './meter.js';
import { AUDIBLE, FRAME_SECONDS } from './profile.js';
import { percentile, powerRatio } from './signal.js';

const FLOOR_PERCENTILE = 0.04;
const LOUD_PERCENTILE = 0.95;
/** Noise is no louder than this, unless the voice is far above it. */
const LOUDEST_FLOOR = powerRatio(-50);
const VOICE_ABOVE_FLOOR = powerRatio(15);
/** How far above the noise voice begins; less where the voice itself is not far above it. */
const [LEAST_MARGIN, MOST_MARGIN] = [powerRatio(6), powerRatio(12)];
/** The noise of a line changes: it is measured around each stretch. */
const BLOCK_FRAMES = Math.round(5 / FRAME_SECONDS);
const TONE_EDGE_FRAMES = 2;
const MIN_VOICE_SECONDS = 0.2;

/** By frame: 1 where somebody speaks, else 0. */
export type Voiced = Uint8Array;

/** Whether there is voice enough for a word. */
export function isWord(voiced: Voiced): boolean {
  return voiced.reduce((sum, frame) => sum + frame, 0) * FRAME_SECONDS >= MIN_VOICE_SECONDS;
}

/** By frame: well above the noise of this very line, and neither a tone nor the fading edge of one. */
export function voicedFrames({ powers, tones }: ChannelProfile): Voiced {
  const gates = gatesOf(powers);
  const isLoud = (frame: number) => (powers[frame] ?? 0) > (gates[Math.floor(frame / BLOCK_FRAMES)] ?? AUDIBLE);
  const voiced = powers.map((_, frame) => (isLoud(frame) ? 1 : 0));
  for (let frame = 0; frame < powers.length; frame++) {
    if (tones[frame] && isLoud(frame))
      voiced.fill(0, Math.max(0, frame - TONE_EDGE_FRAMES), frame + TONE_EDGE_FRAMES + 1);
  }
  return Uint8Array.from(voiced);
}

/** The power above which there is voice, for each block. */
function gatesOf(powers: Float32Array): number[] {
  const audible = powers.filter((power) => power > AUDIBLE);
  const loud = percentile(audible, LOUD_PERCENTILE);
  const everywhere = percentile(audible, FLOOR_PERCENTILE);
  const gates: number[] = [];
  for (let from = 0; from < powers.length; from += BLOCK_FRAMES) {
    const around = powers.subarray(Math.max(0, from - BLOCK_FRAMES), from + 2 * BLOCK_FRAMES);
    const floor = percentile(
      around.filter((power) => power > AUDIBLE),
      FLOOR_PERCENTILE,
    );
    gates.push(gateOver(Math.max(floor, everywhere, AUDIBLE), loud));
  }
  return gates;
}

function gateOver(measured: number, loud: number): number {
  const floor = Math.min(measured, Math.max(LOUDEST_FLOOR, loud / VOICE_ABOVE_FLOOR));
  const margin = Math.min(MOST_MARGIN, Math.max(LEAST_MARGIN, Math.sqrt(loud / floor)));
  return floor * margin;
}
