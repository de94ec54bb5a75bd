import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { secondsOf } from '../../src/simulators/openai/audio-bytes.js';
import { soundOf } from '../../src/simulators/openai/listening/sound.js';
import { join, silence, tones } from '../audio/sounds.js';
import { type WavCoding, wavBytes } from '../audio/wav-bytes.js';
import { ASSETS } from '../end-to-end/assets.js';
import { mp3Of } from '../sounds/mp3.js';

const TONE = tones(0.5, [440]);

describe('what OpenAI opens', () => {
  it.each<[WavCoding, number]>([
    ['int8', 0.01],
    ['int16', 0.001],
    ['int24', 0.001],
    ['int32', 0.001],
    ['float32', 0.001],
    ['float64', 0.001],
    ['muLaw', 0.01],
    ['aLaw', 0.01],
  ])('a WAV of %s', async (coding, tolerance) => {
    const [block, ...others] = await blocksOf(wavBytes([TONE, silence(0.5)], { coding, sampleRate: 16_000 }));
    expect([others, block?.rate, block?.channels.length]).toEqual([[], 16_000, 2]);
    const [left, right] = block?.channels ?? [];
    expect(left).toHaveLength(TONE.length);
    expect(Math.max(...TONE.map((sample, at) => Math.abs(sample - (left?.[at] ?? 9))))).toBeLessThan(tolerance);
    expect(Math.max(...(right ?? [9]).map(Math.abs))).toBeLessThan(tolerance);
  });

  it('a WAV whose length was not known when it was begun', async () => {
    const blocks = await blocksOf(wavBytes([TONE], { dataBytes: 0 }));
    expect(blocks.flatMap(({ channels }) => channels.map((samples) => samples.length))).toEqual([TONE.length]);
  });

  it('an mp3 by its true channels', async () => {
    expect((await blocksOf(await mp3Of(TONE)))[0]?.channels).toHaveLength(1);
    expect((await blocksOf(readFileSync(`${ASSETS}/01-sale-visit.mp3`)))[0]?.channels).toHaveLength(2);
  });

  it('an mp3 with tags and junk between its frames', async () => {
    const whole = await mp3Of(join(TONE, TONE));
    const tag = Buffer.concat([Buffer.from('ID3\u0003\0\0\0\0\u0002\0', 'latin1'), Buffer.alloc(256, 0xff)]);
    const parts = [tag, whole, tag, whole, Buffer.from('\xff\xf3 sound 12', 'latin1'), whole];
    expect(secondsOf(Buffer.concat(parts))).toBeCloseTo(3 * secondsOf(whole), 3);
    expect(await samplesIn(Buffer.concat(parts))).toBe(3 * (await samplesIn(whole)));
  });

  it.each<[string, Buffer]>([
    ['a WAV of another coding', wavBytes([TONE], { coding: 'gsm' })],
    ['a bare header', wavBytes([[]])],
    ['a page', Buffer.from('<html>')],
    ['ogg', Buffer.from('OggS and so on')],
  ])('and hears nothing in %s', async (_, bytes) => {
    expect(await samplesIn(bytes)).toBe(0);
  });
});

async function blocksOf(bytes: Buffer) {
  const blocks = [];
  for await (const block of soundOf(bytes)) blocks.push(block);
  return blocks;
}

async function samplesIn(bytes: Buffer): Promise<number> {
  return (await blocksOf(bytes)).reduce((sum, { channels }) => sum + (channels[0]?.length ?? 0), 0);
}
