import { type ChannelProfile, FRAME_SECONDS } from './profile.js';
import { percentile, powerRatio } from './signal.js';

/** So long after one speaks, the other channel may still echo it. */
const ECHO_FRAMES = Math.round(0.3 / FRAME_SECONDS);
/** What is not so much louder than the usual echo is echo. */
const ABOVE_ECHO = powerRatio(8);
/** Nearer to the voice itself an echo cannot be told from an answer. */
const LOUDEST_ECHO = powerRatio(-4);

/**
 * The voiced frames of the two sides of a call, without those in which one is but heard through the other's line. How
 * loud that is, is measured: mostly one is silent while the other talks.
 */
export function withoutEcho(channels: ChannelProfile[], [left, right]: [boolean[], boolean[]]): [boolean[], boolean[]] {
  const [leftPowers, rightPowers] = channels.map(({ powers }) => powers);
  if (!leftPowers || !rightPowers) return [left, right];
  return [gated(left, leftPowers, right, rightPowers), gated(right, rightPowers, left, leftPowers)];
}

function gated(voiced: boolean[], powers: number[], others: boolean[], otherPowers: number[]): boolean[] {
  const recent = recentMaximum(otherPowers);
  const ratios = powers.flatMap((power, frame) => (others[frame] ? [power / (recent[frame] ?? 1)] : []));
  const echo = Math.min(percentile(ratios, 0.5), LOUDEST_ECHO) * ABOVE_ECHO;
  return voiced.map((isVoiced, frame) => isVoiced && (powers[frame] ?? 0) > (recent[frame] ?? 0) * echo);
}

/** By frame: the greatest power of the last moments. */
function recentMaximum(powers: number[]): number[] {
  return powers.map((_, frame) => {
    let most = 0;
    for (let at = Math.max(0, frame - ECHO_FRAMES); at <= frame; at++) most = Math.max(most, powers[at] ?? 0);
    return most;
  });
}
