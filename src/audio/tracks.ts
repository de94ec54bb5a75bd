import type { Layout, Sound, Span, Track } from '../domain/sound/sound.js';
import { withoutEcho } from './echo.js';
import type { ChannelProfile } from './meter.js';
import { withoutMusic } from './music.js';
import type { Profile } from './profile.js';
import { runsOf } from './runs.js';
import { decibels, percentile } from './signal.js';
import { isWord, type Voiced, voicedFrames } from './voice.js';

const ONE_SIGNAL_LIKENESS = 0.97;
const LOUD_PERCENTILE = 0.95;

/** Which voice lines a recording has, and where somebody speaks on each. */
export function tracksOf(profile: Profile): Pick<Sound, 'layout' | 'loudness' | 'tracks'> {
  const voices = profile.channels.map(voiceOf);
  const loudness = profile.channels.map((channel, index) => loudnessOf(channel, voices[index] ?? new Uint8Array()));
  const layout = layoutOf(profile, voices);
  return { layout, loudness, tracks: tracksFor(layout, profile, voices, loudness) };
}

/** Measured once more without its music: minutes of that would hide how loud the voice and the noise are. */
function voiceOf(channel: ChannelProfile): Voiced {
  const heard = voicedFrames(channel);
  const voice = withoutMusic(heard, channel);
  if (voice.every((isVoiced, frame) => isVoiced === heard[frame])) return voice;
  const powers = channel.powers.map((power, frame) => (heard[frame] && !voice[frame] ? 0 : power));
  return withoutMusic(voicedFrames({ ...channel, powers }), channel);
}

function layoutOf({ channels, likeness }: Profile, voices: Voiced[]): Layout {
  if (channels.length !== 2) return 'mono';
  if (likeness >= ONE_SIGNAL_LIKENESS) return 'same';
  return voices.filter(isWord).length === 1 ? 'one-sided' : 'stereo';
}

function tracksFor(layout: Layout, profile: Profile, voices: Voiced[], loudness: (number | null)[]): Track[] {
  const [left, right] = voices;
  if (layout === 'stereo' && left && right) {
    const [own, other] = withoutEcho(profile.channels, [left, right]);
    return [own, other].map((voiced, index) => ({
      from: index as 0 | 1,
      side: index as 0 | 1,
      speech: speechOf(voiced),
    }));
  }
  if (layout === 'mono' && voices.length > 1) return [{ from: 'mix', side: null, speech: speechOf(anyOf(voices)) }];
  const from = louder(loudness);
  return [{ from, side: layout === 'one-sided' ? from : null, speech: speechOf(voices[from] ?? new Uint8Array()) }];
}

/** Of two channels the one with the louder voice. */
function louder([left = null, right = null]: (number | null)[]): 0 | 1 {
  return (right ?? Number.NEGATIVE_INFINITY) > (left ?? Number.NEGATIVE_INFINITY) ? 1 : 0;
}

function speechOf(voiced: Voiced): Span[] {
  return isWord(voiced) ? runsOf(voiced) : [];
}

function anyOf(voices: Voiced[]): Voiced {
  return (voices[0] ?? new Uint8Array()).map((_, frame) => (voices.some((voiced) => voiced[frame]) ? 1 : 0));
}

function loudnessOf({ powers }: ChannelProfile, voiced: Voiced): number | null {
  if (!isWord(voiced)) return null;
  return Math.round(
    decibels(
      percentile(
        powers.filter((_, frame) => voiced[frame]),
        LOUD_PERCENTILE,
      ),
    ),
  );
}
