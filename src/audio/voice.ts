import { AUDIBLE, type ChannelProfile, FRAME_SECONDS, type Profile } from './profile.js';
import { powerRatio } from './signal.js';

const FLOOR_PERCENTILE = 0.1;
const LOUDEST_FLOOR = powerRatio(-50);
const FLOOR_TO_VOICE = powerRatio(12);
const TONE_EDGE_FRAMES = 2;
const MIN_VOICE_SECONDS = 0.2;

/** Whether anybody may be speaking. Errs on the side of yes: only silence, line noise and tones are a no. */
export function hasSpeech(profile: Profile): boolean {
  return profile.channels.some((channel) => isWord(voicedFrames(channel)));
}

/** Whether there is voice enough for a word. */
export function isWord(voiced: boolean[]): boolean {
  return voiced.filter(Boolean).length * FRAME_SECONDS >= MIN_VOICE_SECONDS;
}

/** By frame: well above the noise of this very line, and neither a tone nor the fading edge of one. */
export function voicedFrames({ powers, tones }: ChannelProfile): boolean[] {
  const gate = noiseFloor(powers) * FLOOR_TO_VOICE;
  const voiced = powers.map((power) => power > gate);
  powers.forEach((power, frame) => {
    if (tones[frame] && power > gate)
      voiced.fill(false, Math.max(0, frame - TONE_EDGE_FRAMES), frame + TONE_EDGE_FRAMES + 1);
  });
  return voiced;
}

/** The power the quietest tenth of the audible frames stays below; bounded for files that are cut to bare speech. */
function noiseFloor(powers: number[]): number {
  const audible = powers.filter((power) => power > AUDIBLE).sort((a, b) => a - b);
  return Math.min(audible[Math.floor(audible.length * FLOOR_PERCENTILE)] ?? AUDIBLE, LOUDEST_FLOOR);
}
