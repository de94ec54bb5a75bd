import { MPEGDecoder } from 'mpg123-decoder';
import { type Mp3Frame, mp3Frames } from './mp3-frames.js';
import type { Pcm } from './pcm.js';

const BLOCK_BYTES = 64 * 1024;

/** Decodes an mp3 block by block; bytes without a frame in them yield nothing. */
export async function* mp3Sound(bytes: Buffer): AsyncGenerator<Pcm> {
  const decoder = new MPEGDecoder();
  await decoder.ready;
  try {
    for (const { from, to, channels } of blocks(bytes)) {
      const { channelData, sampleRate, samplesDecoded } = decoder.decode(bytes.subarray(from, to));
      // The decoder gives a mono file as two equal channels.
      if (samplesDecoded > 0) yield { rate: sampleRate, channels: channelData.slice(0, channels) };
    }
  } finally {
    decoder.free();
  }
}

/** Runs of frames: the decoder complains loudly of anything else. */
function* blocks(bytes: Buffer): Generator<{ from: number; to: number; channels: 1 | 2 }> {
  let first: Mp3Frame | null = null;
  let from = 0;
  let to = 0;
  for (const frame of mp3Frames(bytes)) {
    first ??= frame;
    if (to > from && (frame.at !== to || to - from >= BLOCK_BYTES)) {
      yield { from, to, channels: first.channels };
      from = frame.at;
    } else if (to === from) from = frame.at;
    to = Math.min(frame.at + frame.length, bytes.length);
  }
  if (first !== null) yield { from, to, channels: first.channels };
}
