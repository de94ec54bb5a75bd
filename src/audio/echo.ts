import type { ChannelProfile } from './meter.js';
import { FRAME_SECONDS } from './profile.js';
import { percentile, powerRatio } from './signal.js';
import type { Voiced } from './voice.js';

/** So long after one speaks, the other channel may still echo it. */
const ECHO_FRAMES = Math.round(0.3 / FRAME_SECONDS);
/** What is not so much louder than the usual echo is echo. */
const ABOVE_ECHO = powerRatio(4);
/** Nearer to the voice itself an echo cannot be told from an answer. */
const LOUDEST_ECHO = powerRatio(-4);

/**
 * The voiced frames of the two sides of a call, without those in which one is but heard through the other's line. How
 * loud that is, is measured: mostly one is silent while the other talks.
 */
export function withoutEcho(channels: ChannelProfile[], [left, right]: [Voiced, Voiced]): [Voiced, Voiced] {
  const [leftPowers, rightPowers] = channels.map(({ powers }) => powers);
  if (!leftPowers || !rightPowers) return [left, right];
  return [gated(left, leftPowers, right, rightPowers), gated(right, rightPowers, left, leftPowers)];
}

function gated(voiced: Voiced, powers: Float32Array, others: Voiced, otherPowers: Float32Array): Voiced {
  const recent = recentMaximum(otherPowers, ECHO_FRAMES);
  const echo = echoOf(powers, others, otherPowers) * ABOVE_ECHO;
  return voiced.map((isVoiced, frame) => (isVoiced && (powers[frame] ?? 0) > (recent[frame] ?? 0) * echo ? 1 : 0));
}

/**
 * How loud the other is heard, as a ratio of powers: of the loudest moments, for those between the syllables say nothing,
 * and only where the other is the louder one, for what it echoes itself is voiced too.
 */
function echoOf(powers: Float32Array, others: Voiced, otherPowers: Float32Array): number {
  const loudest = recentMaximum(powers, ECHO_FRAMES);
  const otherLoudest = recentMaximum(otherPowers, 2 * ECHO_FRAMES);
  const ratios = loudest.map((power, frame) => power / (otherLoudest[frame] || 1));
  return percentile(
    ratios.filter((ratio, frame) => others[frame] && ratio < LOUDEST_ECHO),
    0.5,
  );
}

/** By frame: the greatest power of so many before it, and its own. */
function recentMaximum(powers: Float32Array, frames: number): Float32Array {
  return powers.map((_, frame) => Math.max(...powers.subarray(Math.max(0, frame - frames), frame + 1)));
}
