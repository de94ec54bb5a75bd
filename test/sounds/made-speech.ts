import { wavBytes } from '../audio/wav-bytes.js';
import { Chance } from '../torture/chance.js';
import { Voice } from './voice.js';

const HZ = 8000;
const LINE_NOISE = 10 ** (-65 / 20);

/** When somebody talks; seconds. Without a channel it is the first one. */
export interface TalkTime {
  channel?: number | undefined;
  start: number;
  end: number;
}

export interface MadeSpeechOptions {
  /** Left out: all the time on one channel. Empty: nothing but the noise of the line. */
  turns?: readonly TalkTime[];
  /** Two where a turn is on the second one. */
  channels?: 1 | 2;
}

/** A WAV (8 kHz, 16 bit) of something like speech: the same for the same seed, and unlike that of any other. */
export function madeSpeech(seed: number, seconds: number, options: MadeSpeechOptions = {}): Buffer {
  const turns = options.turns ?? [{ start: 0.2, end: seconds - 0.2 }];
  const wide = turns.some(({ channel }) => channel === 1) ? 2 : 1;
  return wavBytes(madeChannels(seed, seconds, turns, options.channels ?? wide), { sampleRate: HZ });
}

/** The same as samples, 8000 a second, by channel. */
export function madeChannels(seed: number, seconds: number, turns: readonly TalkTime[], count: 1 | 2): Float32Array[] {
  return Array.from({ length: count }, (_, channel) => {
    const chance = new Chance(seed * 2 + channel);
    const samples = lineNoise(seconds, chance);
    const voice = new Voice(chance, HZ);
    for (const turn of turns) if ((turn.channel ?? 0) === channel) voice.talk(samples, turn.start, turn.end);
    return samples;
  });
}

function lineNoise(seconds: number, chance: Chance): Float32Array {
  return Float32Array.from({ length: Math.round(seconds * HZ) }, () => LINE_NOISE * chance.between(-1.7, 1.7));
}
