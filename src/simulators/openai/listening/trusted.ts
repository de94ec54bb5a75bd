import { withBestBorders } from './borders.js';
import type { Library, Recording } from './library.js';
import { ONES, SPEAKING } from './likeness.js';
import type { Print } from './print.js';
import { type Stretch, stretchesOf } from './stretches.js';

/** What is recognised only here and there is like the recording by chance: a word sounds like another. */
const LEAST_SHARE = 0.15;
/** So much evidence in one stretch counts, however many bits are wrong; less of it counts where few are. */
const PLENTY = 250;
const CLEAR_SHARE = 0.6;

/** The stretches of the sound that come from known recordings, not by chance. */
export function trustedStretches(sound: Print, library: Library): Stretch[] {
  const stretches = stretchesOf(sound, library, library.recordings);
  const found = [...new Set(stretches.map(({ recording }) => recording))];
  const trusted = found.filter((recording) => isTrusted(sound, stretches, recording));
  // Without the others more is found: their phrases are often those of the true one.
  const final = trusted.length === found.length ? stretches : stretchesOf(sound, library, trusted);
  return withBestBorders(sound, final);
}

function isTrusted(sound: Print, stretches: Stretch[], recording: Recording): boolean {
  const own = stretches.filter((stretch) => stretch.recording === recording);
  const sure = own.reduce((sum, stretch) => sum + stretch.sure, 0);
  const evidence = own.reduce((sum, stretch) => sum + stretch.evidence, 0);
  const recognised = own.reduce((sum, { from, to }) => sum + speakingFrames(sound.sure.subarray(from, to)), 0);
  const isClear = own.some((stretch) => stretch.evidence >= PLENTY) || evidence >= CLEAR_SHARE * sure;
  return isClear && recognised >= LEAST_SHARE * speakingFrames(sound.sure);
}

function speakingFrames(sure: Uint16Array): number {
  return sure.filter((bits) => (ONES[bits] ?? 0) >= SPEAKING).length;
}
