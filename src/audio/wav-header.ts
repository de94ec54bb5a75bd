import type { FileHandle } from 'node:fs/promises';
import { readAt } from './file-blocks.js';

/** How the samples of a WAV lie in the file. `coding` is null for what is not decoded here (GSM, ADPCM, …). */
export interface WavLayout {
  coding: 'int' | 'float' | 'mu-law' | 'a-law' | null;
  channels: number;
  sampleRate: number;
  sampleBytes: number;
  dataStart: number;
  dataEnd: number;
}

type WavFormat = Omit<WavLayout, 'dataStart' | 'dataEnd'>;

const EXTENSIBLE = 0xfffe;
const CODINGS = new Map<number, WavLayout['coding']>([
  [1, 'int'],
  [3, 'float'],
  [6, 'a-law'],
  [7, 'mu-law'],
]);
const MAX_CHUNKS = 100;
const MAX_CHANNELS = 32;

/** Reads the chunks up to the samples; null where they make no sense or never come. */
export async function readWavHeader(file: FileHandle): Promise<WavLayout | null> {
  const { size: fileBytes } = await file.stat();
  let format: WavFormat | null = null;
  let position = 12;
  for (let chunk = 0; chunk < MAX_CHUNKS && position + 8 <= fileBytes; chunk++) {
    const head = await readAt(file, position, 8);
    const id = head.toString('latin1', 0, 4);
    const bytes = head.readUInt32LE(4);
    position += 8;
    if (id === 'data')
      return format && { ...format, dataStart: position, dataEnd: dataEnd(position, bytes, fileBytes) };
    if (id === 'fmt ') format = readFormat(await readAt(file, position, Math.min(bytes, 40)));
    position += bytes + (bytes % 2);
  }
  return null;
}

/** A recorder that streams does not know the length yet and writes 0 or the greatest number. */
function dataEnd(start: number, bytes: number, fileBytes: number): number {
  return bytes === 0 ? fileBytes : Math.min(start + bytes, fileBytes);
}

function readFormat(chunk: Buffer): WavFormat | null {
  if (chunk.length < 16) return null;
  const declared = chunk.readUInt16LE(0);
  const tag = declared === EXTENSIBLE && chunk.length >= 26 ? chunk.readUInt16LE(24) : declared;
  const coding = CODINGS.get(tag) ?? null;
  const channels = chunk.readUInt16LE(2);
  const sampleRate = chunk.readUInt32LE(4);
  const sampleBytes = chunk.readUInt16LE(12) / channels;
  if (channels < 1 || channels > MAX_CHANNELS || sampleRate < 4000 || sampleRate > 384_000) return null;
  if (coding !== null && !isPossible(coding, sampleBytes)) return null;
  return { coding, channels, sampleRate, sampleBytes };
}

function isPossible(coding: NonNullable<WavLayout['coding']>, sampleBytes: number): boolean {
  if (coding === 'int') return [1, 2, 3, 4].includes(sampleBytes);
  if (coding === 'float') return [4, 8].includes(sampleBytes);
  return sampleBytes === 1;
}
