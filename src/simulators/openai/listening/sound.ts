import { container } from '../audio-bytes.js';
import { mp3Sound } from './mp3-sound.js';
import type { Pcm } from './pcm.js';
import { wavSound } from './wav-sound.js';

/** The sound of a file, block by block; nothing for what is not decoded here. */
export async function* soundOf(bytes: Buffer): AsyncGenerator<Pcm> {
  const kind = container(bytes);
  if (kind === 'mp3') yield* mp3Sound(bytes);
  else if (kind === 'wav') yield* wavSound(bytes);
}
