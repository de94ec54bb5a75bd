import { gain, mix, noise } from '../../audio/sounds.js';
import { type Coding, secondsOf, type TrueCall } from '../true-call.js';
import { changed } from './changed.js';
import { loudnessAt } from './loudness.js';

const LOUD_PERCENTILE = 0.95;

/** White noise so far below the loud parts of each channel. */
export function noisy(call: TrueCall, below: number): TrueCall {
  const channels = call.channels.map((samples, channel) =>
    mix(samples, noise(secondsOf(call), loudnessAt(LOUD_PERCENTILE, samples, call.sampleRate) - below, channel + 1)),
  );
  return changed(call, { channels });
}

export function quieter(call: TrueCall, by: number): TrueCall {
  return changed(call, { channels: call.channels.map((samples) => gain(samples, -by)) });
}

export function coded(call: TrueCall, coding: Coding): TrueCall {
  return changed(call, { source: { coding } });
}
