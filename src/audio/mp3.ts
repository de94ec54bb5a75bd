import type { FileHandle } from 'node:fs/promises';
import { MPEGDecoder } from 'mpg123-decoder';
import { fileBlocks, readAt } from './file-blocks.js';
import { id3Bytes, mp3Channels } from './mp3-header.js';
import type { Pcm } from './pcm.js';

const BLOCK_BYTES = 16 * 1024;

/** Decodes an mp3 block by block, so that an hour never lies in memory whole. Bytes that are no mp3 yield nothing. */
export async function* readMp3(file: FileHandle): AsyncGenerator<Pcm> {
  const decoder = new MPEGDecoder();
  await decoder.ready;
  try {
    const start = id3Bytes(await readAt(file, 0, 10));
    let channels: 1 | 2 | null = null;
    for await (const block of fileBlocks(file, start, Number.POSITIVE_INFINITY, BLOCK_BYTES)) {
      channels ??= mp3Channels(block);
      if (channels === null) continue;
      const { channelData, sampleRate, samplesDecoded } = decoder.decode(block);
      // The decoder gives a mono file as two equal channels.
      if (samplesDecoded > 0) yield { sampleRate, channels: channelData.slice(0, channels) };
    }
  } finally {
    decoder.free();
  }
}
