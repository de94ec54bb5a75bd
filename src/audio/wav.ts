import type { FileHandle } from 'node:fs/promises';
import { fileBlocks } from './file-blocks.js';
import { A_LAW, MU_LAW } from './g711.js';
import type { Pcm } from './pcm.js';
import type { WavLayout } from './wav-header.js';

const BLOCK_FRAMES = 16_384;

type ReadSample = (block: Buffer, offset: number) => number;

/** Decodes the samples of a WAV block by block. A layout whose coding is unknown yields nothing. */
export async function* readWav(file: FileHandle, layout: WavLayout): AsyncGenerator<Pcm> {
  const readSample = sampleReader(layout);
  if (readSample === null) return;
  const frameBytes = layout.channels * layout.sampleBytes;
  for await (const block of fileBlocks(file, layout.dataStart, layout.dataEnd, BLOCK_FRAMES * frameBytes)) {
    const frames = Math.floor(block.length / frameBytes);
    const channels = Array.from({ length: layout.channels }, (_, channel) => {
      const samples = new Float32Array(frames);
      const offset = channel * layout.sampleBytes;
      for (let frame = 0; frame < frames; frame++) samples[frame] = readSample(block, frame * frameBytes + offset);
      return samples;
    });
    if (frames > 0) yield { sampleRate: layout.sampleRate, channels };
  }
}

function sampleReader({ coding, sampleBytes }: WavLayout): ReadSample | null {
  switch (coding) {
    case 'mu-law':
      return (block, offset) => MU_LAW[block.readUInt8(offset)] ?? 0;
    case 'a-law':
      return (block, offset) => A_LAW[block.readUInt8(offset)] ?? 0;
    case 'float':
      return sampleBytes === 4
        ? (block, offset) => finite(block.readFloatLE(offset))
        : (block, offset) => finite(block.readDoubleLE(offset));
    case 'int':
      return intReader(sampleBytes);
    case null:
      return null;
  }
}

/** One sample that is no number would make one of all that is measured. */
function finite(sample: number): number {
  return Number.isFinite(sample) ? sample : 0;
}

/** Eight-bit WAV is unsigned, all wider ones are signed. */
function intReader(sampleBytes: number): ReadSample {
  if (sampleBytes === 1) return (block, offset) => (block.readUInt8(offset) - 128) / 128;
  const scale = 2 ** (8 * sampleBytes - 1);
  return (block, offset) => block.readIntLE(offset, sampleBytes) / scale;
}
