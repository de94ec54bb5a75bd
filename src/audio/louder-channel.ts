import { type ChannelProfile, FRAME_SECONDS, type Profile } from './profile.js';
import { powerRatio } from './signal.js';
import { isWord, voicedFrames } from './voice.js';

const ONE_SIGNAL_LIKENESS = 0.97;
const CLEARLY_LOUDER = powerRatio(3);
const CLEARLY_LONGER = 1.5;

/** A stretch of a recording, in seconds from its start. */
export interface Span {
  start: number;
  end: number;
}

/**
 * Which of two channels is louder through most of each span; null where they are level or nobody speaks.
 * All null unless there are two channels, each with a voice of its own.
 */
export function louderChannels({ channels, likeness }: Profile, spans: Span[]): (0 | 1 | null)[] {
  const [left, right, ...more] = channels.map(voiceOf);
  const isTwoSided = left && right && more.length === 0 && likeness < ONE_SIGNAL_LIKENESS;
  if (!isTwoSided) return spans.map(() => null);

  const leftFrames = framesLouder(left, right);
  const rightFrames = framesLouder(right, left);
  return spans.map((span) => {
    const leftTime = countIn(leftFrames, span);
    const rightTime = countIn(rightFrames, span);
    if (leftTime > rightTime * CLEARLY_LONGER) return 0;
    if (rightTime > leftTime * CLEARLY_LONGER) return 1;
    return null;
  });
}

/** The power of voice by frame, 1 being usual for this channel: often one side of a call is far quieter. */
function voiceOf(channel: ChannelProfile): number[] | null {
  const voiced = voicedFrames(channel);
  if (!isWord(voiced)) return null;
  const powers = channel.powers.map((power, frame) => (voiced[frame] ? power : 0));
  const usual = powers.reduce((sum, power) => sum + power, 0) / voiced.filter(Boolean).length;
  return powers.map((power) => power / usual);
}

/** Frame by frame and not by the sum: one loud syllable of the other side is not the whole span. */
function framesLouder(voice: number[], other: number[]): boolean[] {
  return voice.map((power, frame) => power > (other[frame] ?? 0) * CLEARLY_LOUDER);
}

function countIn(frames: boolean[], { start, end }: Span): number {
  const inSpan = frames.slice(
    Math.max(0, Math.round(start / FRAME_SECONDS)),
    Math.max(0, Math.round(end / FRAME_SECONDS)),
  );
  return inSpan.filter(Boolean).length;
}
