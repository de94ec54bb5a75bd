import { type FileHandle, open } from 'node:fs/promises';
import type { SavedAudio } from '../domain/ports.js';
import { UpstreamError } from '../domain/trouble.js';
import { readMp3 } from './mp3.js';
import type { Pcm } from './pcm.js';
import { readWav } from './wav.js';
import { readWavHeader } from './wav-header.js';

/** The sound of a file, block by block, as long as it is open. */
export interface OpenSound extends AsyncDisposable {
  blocks: AsyncIterable<Pcm>;
}

/** Null for what is not decoded here. Throws UpstreamError('disk', …): `transient` where the file cannot be opened. */
export async function openSound({ file, format }: Pick<SavedAudio, 'file' | 'format'>): Promise<OpenSound | null> {
  if (format !== 'mp3' && format !== 'wav') return null;
  const handle = await openRecording(file);
  const close = () => handle.close();
  try {
    const blocks = format === 'mp3' ? readMp3(handle) : await wavBlocks(handle);
    if (blocks) return { blocks, [Symbol.asyncDispose]: close };
  } catch (error) {
    await close();
    throw error;
  }
  await close();
  return null;
}

async function openRecording(file: string): Promise<FileHandle> {
  try {
    return await open(file);
  } catch (cause) {
    throw new UpstreamError('disk', 'transient', 'the recording cannot be opened', { cause });
  }
}

async function wavBlocks(handle: FileHandle): Promise<AsyncIterable<Pcm> | null> {
  const layout = await readWavHeader(handle);
  if (layout === null) throw new UpstreamError('disk', 'rejected', 'the WAV recording has no readable header');
  return layout.coding === null ? null : readWav(handle, layout);
}
