import type { Span } from '../domain/sound/sound.js';
import { FRAME_SECONDS } from './profile.js';
import type { Voiced } from './voice.js';

/** Shorter breaks are within a word or between two. */
const BRIDGED_FRAMES = Math.round(0.3 / FRAME_SECONDS);
/** What has less voice is a click. */
const LEAST_FRAMES = Math.round(0.08 / FRAME_SECONDS);

/** Stretches of speech, in seconds from the start. */
export function runsOf(voiced: Voiced): Span[] {
  const runs: { first: number; last: number; frames: number }[] = [];
  for (let frame = 0; frame < voiced.length; frame++) {
    if (!voiced[frame]) continue;
    const run = runs.at(-1);
    if (run && frame - run.last <= BRIDGED_FRAMES) {
      run.last = frame;
      run.frames += 1;
    } else runs.push({ first: frame, last: frame, frames: 1 });
  }
  return runs
    .filter(({ frames }) => frames >= LEAST_FRAMES)
    .map(({ first, last }) => ({ start: seconds(first), end: seconds(last + 1) }));
}

function seconds(frame: number): number {
  return Math.round(frame * FRAME_SECONDS * 1000) / 1000;
}
