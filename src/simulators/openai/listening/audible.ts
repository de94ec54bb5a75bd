import { FRAME_SECONDS } from './prints.js';

const AUDIBLE = -85;
const LOUDEST_NOISE = -50;
const ABOVE_NOISE = 12;
const LEAST_SECONDS = 0.2;

/** Whether there is more than silence and the noise of a line, by the levels of the frames. */
export function isAudible(levels: Int8Array): boolean {
  const audible = levels.filter((level) => level > AUDIBLE).sort();
  const noise = Math.min(audible[Math.floor(audible.length / 10)] ?? AUDIBLE, LOUDEST_NOISE);
  const loud = levels.filter((level) => level > noise + ABOVE_NOISE);
  return loud.length * FRAME_SECONDS >= LEAST_SECONDS;
}
