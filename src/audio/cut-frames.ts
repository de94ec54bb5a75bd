import type { Pcm } from './pcm.js';

/** Cuts sound into frames of this many seconds, across the borders of the blocks; the last one may be shorter. */
export async function* cutFrames(blocks: AsyncIterable<Pcm>, frameSeconds: number): AsyncGenerator<Pcm> {
  let rest: Float32Array[] = [];
  let sampleRate = 0;
  for await (const block of blocks) {
    sampleRate = block.sampleRate;
    const channels = block.channels.map((samples, channel) => join(rest[channel], samples));
    const length = Math.max(1, Math.round(sampleRate * frameSeconds));
    const total = channels[0]?.length ?? 0;
    let start = 0;
    for (; start + length <= total; start += length) {
      yield { sampleRate, channels: channels.map((samples) => samples.subarray(start, start + length)) };
    }
    rest = channels.map((samples) => samples.slice(start));
  }
  if (rest.some((samples) => samples.length > 0)) yield { sampleRate, channels: rest };
}

function join(head: Float32Array | undefined, tail: Float32Array): Float32Array {
  if (head === undefined || head.length === 0) return tail;
  const joined = new Float32Array(head.length + tail.length);
  joined.set(head);
  joined.set(tail, head.length);
  return joined;
}
