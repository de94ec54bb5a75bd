import { createHash, randomUUID } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createMp3Encoder } from 'wasm-media-encoders';
import type { SavedAudio } from '../../src/domain/ports.js';
import { wavBytes } from '../audio/wav-bytes.js';
import type { TrueCall } from './true-call.js';

/** A recording on disk, as a download leaves it. */
export async function saved(call: TrueCall, folder: string): Promise<SavedAudio> {
  if ('file' in call.source) return savedAudio(call.source.file, await readFile(call.source.file));
  const bytes = await bytesOf(call, call.source.coding);
  const file = join(folder, `${randomUUID()}.${call.source.coding === 'mp3-16k' ? 'mp3' : 'wav'}`);
  await writeFile(file, bytes);
  return savedAudio(file, bytes);
}

function savedAudio(file: string, bytes: Buffer): SavedAudio {
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  return { file, format: file.endsWith('.mp3') ? 'mp3' : 'wav', bytes: bytes.length, sha256 };
}

async function bytesOf({ channels, sampleRate }: TrueCall, coding: 'wav' | 'mu-law' | 'mp3-16k'): Promise<Buffer> {
  if (coding === 'mp3-16k') return mp3Bytes(channels, { sampleRate, kbits: 16 });
  return wavBytes(channels, { sampleRate, coding: coding === 'wav' ? 'int16' : 'muLaw' });
}

/** An mp3 as a recorder would write it. */
export async function mp3Bytes(
  channels: Float32Array[],
  { sampleRate, kbits }: { sampleRate: number; kbits: 16 | 32 },
): Promise<Buffer> {
  const lame = await createMp3Encoder();
  lame.configure({ sampleRate, channels: channels.length === 1 ? 1 : 2, bitrate: kbits, outputSampleRate: 8000 });
  // What the encoder gives is memory of its own, overwritten the next time.
  const sound = Buffer.from(lame.encode(channels));
  return Buffer.concat([sound, lame.finalize()]);
}
