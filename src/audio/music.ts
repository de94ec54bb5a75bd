import type { ChannelProfile } from './meter.js';
import { firstNote, type Heard, isSounding, lastNote, shareOfNotes, withNotes } from './notes.js';
import { FRAME_SECONDS } from './profile.js';
import type { Voiced } from './voice.js';

const WINDOW_FRAMES = Math.round(1 / FRAME_SECONDS);
/** A held vowel is music for a second, never for so many. */
const LEAST_WINDOWS = 4;
/** Between two notes it may be quiet for so many windows. */
const LONGEST_REST = 1;
/** With less sound than this a window tells nothing. */
const LEAST_SOUND = 0.2;
/** Speech falls to half of its loudness several times a second; music that plays on does not. */
const STEADY = { voicedShare: 0.8, quietShare: 0.12, spread: 0.45 };
/** So much of a window of music and its neighbours is notes. */
const NOTES_SHARE = 0.95;

type Kind = 'steady' | 'notes' | 'rest' | 'speech';

/**
 * The voiced frames without stretches of hold music: sound without the dips between syllables, or notes that hold their
 * pitch. Measured over seconds of 50 frames: speech has 26 % and more of them below half of the mean amplitude (at 15 dB
 * over noise too) and a spread of 0.6 and more, chords and bands at most 8 % and 0.32. Songs and drums pass for speech.
 */
export function withoutMusic(voiced: Voiced, profile: ChannelProfile): Voiced {
  const heard = withNotes(voiced, profile);
  const kinds = Array.from({ length: Math.floor(voiced.length / WINDOW_FRAMES) }, (_, at) => kindOf(heard, at));
  const speech = voiced.slice();
  for (const { first, last } of stretchesOf(kinds)) {
    const begin = first * WINDOW_FRAMES;
    const end = (last + 1) * WINDOW_FRAMES;
    const from =
      kinds[first] === 'steady'
        ? edgeOf(heard, begin, -1)
        : firstNote(heard, begin - WINDOW_FRAMES, begin + WINDOW_FRAMES);
    const to =
      kinds[last] === 'steady' ? edgeOf(heard, end - 1, 1) : lastNote(heard, end - WINDOW_FRAMES, end + WINDOW_FRAMES);
    speech.fill(0, from, to + 1);
  }
  return speech;
}

function kindOf(heard: Heard, window: number): Kind {
  const [from, to] = [window * WINDOW_FRAMES, (window + 1) * WINDOW_FRAMES];
  let [voiced, sounding] = [0, 0];
  for (let frame = from; frame < to; frame++) {
    voiced += heard.voiced[frame] ?? 0;
    sounding += isSounding(heard, frame) ? 1 : 0;
  }
  if (voiced >= STEADY.voicedShare * WINDOW_FRAMES && isSteady(heard.powers.subarray(from, to))) return 'steady';
  if (sounding < LEAST_SOUND * WINDOW_FRAMES) return 'rest';
  return shareOfNotes(heard, from - WINDOW_FRAMES, to + WINDOW_FRAMES) >= NOTES_SHARE ? 'notes' : 'speech';
}

/** Windows in a row that are music, too long for a vowel. */
function stretchesOf(kinds: Kind[]): { first: number; last: number }[] {
  const stretches: { first: number; last: number; windows: number }[] = [];
  let open: (typeof stretches)[number] | null = null;
  for (const [window, kind] of kinds.entries()) {
    if (kind === 'speech' || (open && window - open.last > LONGEST_REST + 1)) open = null;
    if (kind === 'speech' || kind === 'rest') continue;
    if (!open) {
      open = { first: window, last: window, windows: 0 };
      stretches.push(open);
    }
    open.last = window;
    open.windows += 1;
  }
  return stretches.filter(({ windows }) => windows >= LEAST_WINDOWS);
}

/** Steady music begins and ends within a window: as far beyond this frame as it sounds on, without a dip. */
function edgeOf({ voiced, powers }: Heard, frame: number, step: 1 | -1): number {
  const inside = step > 0 ? frame - WINDOW_FRAMES + 1 : frame;
  const least = meanAmplitude(powers.subarray(inside, inside + WINDOW_FRAMES)) / 2;
  let edge = frame;
  for (let count = 0; count < WINDOW_FRAMES; count++) {
    if (!voiced[edge + step] || Math.sqrt(powers[edge + step] ?? 0) < least) break;
    edge += step;
  }
  return edge;
}

function isSteady(powers: Float32Array): boolean {
  const amplitudes = powers.map(Math.sqrt);
  const mean = meanAmplitude(powers);
  const quiet = amplitudes.filter((each) => each < mean / 2).length / amplitudes.length;
  const variance = amplitudes.reduce((sum, each) => sum + (each - mean) ** 2, 0) / amplitudes.length;
  return quiet <= STEADY.quietShare && Math.sqrt(variance) / mean <= STEADY.spread;
}

function meanAmplitude(powers: Float32Array): number {
  return powers.reduce((sum, power) => sum + Math.sqrt(power), 0) / powers.length;
}
