import type { SavedAudio } from '../domain/ports.js';
import type { Sound } from '../domain/sound/sound.js';
import { UpstreamError } from '../domain/trouble.js';
import { openSound } from './open-sound.js';
import { profileOf } from './profile.js';
import { tracksOf } from './tracks.js';

/** A file to hear, by its content. */
export type AudioFile = Pick<SavedAudio, 'file' | 'format'>;

/** Hears one file through; null for what is not decoded here. Throws UpstreamError('disk', …): `rejected` for an mp3 or WAV without sound. */
export async function listen(audio: AudioFile): Promise<Sound | null> {
  await using sound = await openSound(audio);
  if (!sound) return null;
  const profile = await profileOf(sound.blocks);
  if (profile.seconds === 0)
    throw new UpstreamError('disk', 'rejected', `the ${audio.format} recording holds no sound`);
  return {
    seconds: Math.round(profile.seconds * 1000) / 1000,
    channels: profile.channels.length,
    sampleRate: profile.sampleRate,
    ...tracksOf(profile),
  };
}

/** The same, and remembers the file it heard last: a recording is asked about again when its words are wanted. */
export function rememberingListen(): typeof listen {
  let last: { file: string; sound: Sound | null } | null = null;
  return async (audio) => {
    if (last?.file !== audio.file) last = { file: audio.file, sound: await listen(audio) };
    return last.sound;
  };
}
