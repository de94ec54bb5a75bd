import type { Pcm } from './pcm.js';

const BLOCK_FRAMES = 65_536;
const EXTENSIBLE = 0xfffe;

type ReadSample = (bytes: Buffer, at: number) => number;

/** Decodes a WAV block by block: whole numbers, floats, A-law and µ-law. Any other coding yields nothing. */
export async function* wavSound(bytes: Buffer): AsyncGenerator<Pcm> {
  const { format, data } = wavChunks(bytes);
  if (format === null || data === null || format.length < 16) return;
  const declared = format.readUInt16LE(0);
  const tag = declared === EXTENSIBLE && format.length >= 26 ? format.readUInt16LE(24) : declared;
  const channels = format.readUInt16LE(2);
  const rate = format.readUInt32LE(4);
  const sampleBytes = format.readUInt16LE(12) / channels;
  const read = sampleReader(tag, sampleBytes);
  if (read === null || channels === 0 || rate === 0) return;
  const frameBytes = channels * sampleBytes;
  const frames = Math.floor(data.length / frameBytes);
  for (let from = 0; from < frames; from += BLOCK_FRAMES) {
    const count = Math.min(BLOCK_FRAMES, frames - from);
    const samplesOf = (channel: number) => {
      const start = from * frameBytes + channel * sampleBytes;
      return Float32Array.from({ length: count }, (_, at) => read(data, start + at * frameBytes));
    };
    yield { rate, channels: Array.from({ length: channels }, (_, channel) => samplesOf(channel)) };
  }
}

/** A recorder that streams writes 0 or the greatest number where it does not know the length yet. */
export function wavChunks(bytes: Buffer): { format: Buffer | null; data: Buffer | null } {
  let format: Buffer | null = null;
  for (let at = 12; at + 8 <= bytes.length; ) {
    const name = bytes.toString('latin1', at, at + 4);
    const size = bytes.readUInt32LE(at + 4);
    const content = bytes.subarray(at + 8, at + 8 + size);
    if (name === 'fmt ') format = content;
    if (name === 'data') return { format, data: size === 0 ? bytes.subarray(at + 8) : content };
    at += 8 + size + (size % 2);
  }
  return { format, data: null };
}

function sampleReader(tag: number, sampleBytes: number): ReadSample | null {
  if (tag === 1 && sampleBytes === 1) return (bytes, at) => (bytes.readUInt8(at) - 128) / 128;
  if (tag === 1 && [2, 3, 4].includes(sampleBytes)) {
    return (bytes, at) => bytes.readIntLE(at, sampleBytes) / 2 ** (8 * sampleBytes - 1);
  }
  if (tag === 3 && sampleBytes === 4) return (bytes, at) => bytes.readFloatLE(at);
  if (tag === 3 && sampleBytes === 8) return (bytes, at) => bytes.readDoubleLE(at);
  if (tag === 6 && sampleBytes === 1) return (bytes, at) => expandALaw(bytes.readUInt8(at));
  return tag === 7 && sampleBytes === 1 ? (bytes, at) => expandMuLaw(bytes.readUInt8(at)) : null;
}

/** ITU-T G.711: a sign, three bits of exponent, four of mantissa, all turned over. */
function expandMuLaw(byte: number): number {
  const exponent = (~byte >> 4) & 7;
  const size = ((2 * (~byte & 15) + 33) << exponent) - 33;
  return (byte & 0x80 ? size : -size) / 8192;
}

/** The same with every other bit turned over. */
function expandALaw(byte: number): number {
  const bits = byte ^ 0x55;
  const exponent = (bits >> 4) & 7;
  const mantissa = 2 * (bits & 15) + 1;
  const size = exponent === 0 ? mantissa : (mantissa + 32) << (exponent - 1);
  return (bits & 0x80 ? size : -size) / 4096;
}
