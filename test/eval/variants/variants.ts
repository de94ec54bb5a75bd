import { band, chords, pluckedNotes } from '../../audio/played.js';
import type { TrueCall } from '../true-call.js';
import { coded, noisy, quieter } from './line.js';
import { crossTalk, deadChannel, fakeStereo, monoMix, swapped } from './sides.js';
import { beginning, inTheStreet, onHold, overlapping, ringing, withSilence } from './time.js';

/** One way in which a recording may be worse; null where that makes no sense of this call. */
export interface Variant {
  name: string;
  of: (call: TrueCall) => TrueCall | null;
}

export const VARIANTS: Variant[] = [
  { name: 'as it is', of: (call) => call },
  { name: 'noise, 20 dB below', of: (call) => noisy(call, 20) },
  { name: 'noise, 10 dB below', of: (call) => noisy(call, 10) },
  { name: 'noise that comes and goes', of: (call) => inTheStreet(call, -50) },
  { name: 'µ-law', of: (call) => coded(call, 'mu-law') },
  { name: 'mp3 at 16 kbit/s', of: (call) => coded(call, 'mp3-16k') },
  { name: '30 dB quieter', of: (call) => quieter(call, 30) },
  { name: 'talking over each other', of: (call) => overlapping(call, 3) },
  { name: 'silence, 60 s and 2 × 20 s', of: (call) => withSilence(call, { middle: 60, ends: 20 }) },
  { name: 'ring-back and a beep', of: ringing },
  { name: 'hold music: chords', of: (call) => onHold(call, 30, chords) },
  { name: 'hold music: plucked notes', of: (call) => onHold(call, 30, pluckedNotes) },
  { name: 'hold music: a band', of: (call) => onHold(call, 30, band) },
  { name: 'cross-talk at −20 dB', of: (call) => crossTalk(call, { below: 20, late: 0.15 }) },
  { name: 'channels swapped', of: swapped },
  { name: 'one mix on both channels', of: fakeStereo },
  { name: 'one channel dead', of: deadChannel },
  { name: 'mono mix', of: monoMix },
  { name: 'the first 3 s', of: (call) => beginning(call, 3) },
];
