import type { Recording } from './call.js';
import type { SavedAudio } from './ports.js';
import type { Sound } from './sound/sound.js';

/** A file with what was found in it; `sound` null: it was not decoded, and may well hold speech. */
export function recordingOf(id: string, { file, format, bytes, sha256 }: SavedAudio, sound: Sound | null): Recording {
  const saved = { id, file, format, bytes, sha256 };
  if (!sound) return { ...saved, seconds: null, channels: null, speech: true };
  const { seconds, channels, tracks, sampleRate, layout, loudness } = sound;
  const speech = tracks.some((track) => track.speech.length > 0);
  return { ...saved, seconds, channels, speech, sound: { sampleRate, layout, loudness } };
}
