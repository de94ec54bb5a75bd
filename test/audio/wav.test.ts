import { mkdtemp, open, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join as joinPath } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { A_LAW, MU_LAW } from '../../src/audio/g711.js';
import { readWav } from '../../src/audio/wav.js';
import { readWavHeader } from '../../src/audio/wav-header.js';
import { join, tones } from './sounds.js';
import { chunk, type WavCoding, wavBytes } from './wav-bytes.js';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(joinPath(tmpdir(), 'audiobot-wav-'));
});
afterAll(() => rm(folder, { recursive: true }));

const left = tones(5, [440]);
const right = tones(5, [300, 700]);

describe('a WAV is decoded', () => {
  const codings: [WavCoding, number][] = [
    ['int8', 0.01],
    ['int16', 0.0001],
    ['int24', 0.00001],
    ['int32', 0.00001],
    ['float32', 0],
    ['float64', 0],
    ['muLaw', 0.02],
    ['aLaw', 0.02],
  ];
  it.each(codings)('from %s, both channels', async (coding, tolerance) => {
    const decoded = await decode(wavBytes([left, right], { coding }));
    expect(decoded?.map((samples) => samples.length)).toEqual([left.length, right.length]);
    expect(greatestDifference(decoded?.[0], left)).toBeLessThanOrEqual(tolerance);
    expect(greatestDifference(decoded?.[1], right)).toBeLessThanOrEqual(tolerance);
  });

  const shapes: [string, Parameters<typeof wavBytes>[1]][] = [
    ['with WAVE_FORMAT_EXTENSIBLE', { extensible: true }],
    ['after a chunk of odd length', { before: [chunk('LIST', Buffer.from('odd'))] }],
    ['of a stream with declared length 0', { dataBytes: 0 }],
    ['of a stream with the greatest declared length', { dataBytes: 0xffffffff }],
    ['in 24 bits, extensible', { coding: 'int24', extensible: true }],
  ];
  it.each(shapes)('%s', async (_, options) => {
    const decoded = await decode(wavBytes([left], options));
    expect(greatestDifference(decoded?.[0], left)).toBeLessThan(0.0001);
  });

  it('from floats, a sample that is no number as silence', async () => {
    const bytes = wavBytes([left], { coding: 'float32' });
    bytes.writeFloatLE(Number.NaN, bytes.length - 4);
    expect((await decode(bytes))?.[0]?.at(-1)).toBe(0);
  });

  it('as far as its data go, without the chunk behind them', async () => {
    const bytes = Buffer.concat([wavBytes([left]), chunk('LIST', Buffer.alloc(500, 0x7f))]);
    expect((await decode(bytes))?.[0]).toHaveLength(left.length);
  });
});

describe('a WAV header', () => {
  it('of an unknown coding is told apart', async () => {
    expect(await layoutOf(wavBytes([left], { coding: 'gsm' }))).toMatchObject({ coding: null, channels: 1 });
  });

  it.each([
    ['no chunk at all', Buffer.from('RIFF\0\0\0\0WAVE', 'latin1')],
    [
      'samples without a format',
      Buffer.concat([Buffer.from('RIFF\0\0\0\0WAVE', 'latin1'), chunk('data', Buffer.alloc(800))]),
    ],
    ['no channel', wavBytes([])],
    ['a sample rate of 0', wavBytes([left], { sampleRate: 0 })],
    ['a page of HTML', Buffer.from(`<!doctype html>${'<p>not found</p>'.repeat(100)}`)],
  ])('with %s is none', async (_, bytes) => {
    expect(await layoutOf(bytes)).toBeNull();
  });
});

describe('G.711', () => {
  it.each([
    [0xff, 0],
    [0x00, -32_124],
    [0x80, 32_124],
    [0xf0, 120],
  ])('µ-law %i is %i', (byte, sample) => {
    expect((MU_LAW[byte] ?? Number.NaN) * 32_768).toBeCloseTo(sample);
  });

  it.each([
    [0xd5, 8],
    [0x55, -8],
    [0xaa, 32_256],
    [0x2a, -32_256],
  ])('A-law %i is %i', (byte, sample) => {
    expect((A_LAW[byte] ?? Number.NaN) * 32_768).toBeCloseTo(sample);
  });
});

async function layoutOf(bytes: Buffer) {
  await using file = await saved(bytes);
  return await readWavHeader(file);
}

async function decode(bytes: Buffer): Promise<Float32Array[] | null> {
  await using file = await saved(bytes);
  const layout = await readWavHeader(file);
  if (layout === null) return null;
  let channels: Float32Array[] = [];
  for await (const block of readWav(file, layout)) {
    channels = block.channels.map((samples, channel) => join(channels[channel] ?? new Float32Array(), samples));
  }
  return channels;
}

async function saved(bytes: Buffer) {
  const name = joinPath(folder, `${crypto.randomUUID()}.wav`);
  await writeFile(name, bytes);
  return await open(name);
}

function greatestDifference(decoded: Float32Array | undefined, wanted: Float32Array): number {
  return wanted.reduce((most, sample, index) => Math.max(most, Math.abs(sample - (decoded?.[index] ?? 9))), 0);
}
