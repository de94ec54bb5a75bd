import { readFileSync } from 'node:fs';
import { toFile } from 'openai';
import type { Segment } from '../../src/simulators/openai/known-calls.js';
import { startWorld, type World } from '../../src/simulators/world.js';
import { gain, mix, saleCall } from '../audio/sounds.js';
import { ASSETS } from '../end-to-end/assets.js';
import { clientOf } from './openai-client.js';

export const HZ = 8000;
/** Of an mp3 before its sound begins. */
export const LEAD = 0.14;
/** What is said in the bundled sale. */
export const SALE: Segment[] = JSON.parse(readFileSync(`${ASSETS}/01-sale-visit.json`, 'utf8')).segments;

/** The sides of the bundled sale, and both as one. */
export async function saleSounds() {
  const [employee, client] = await saleCall();
  return { employee, client, both: gain(mix(employee, client), -6) };
}

export function bundled(): Promise<World> {
  return startWorld({ assets: ASSETS });
}

/** The segments of one side. */
export function saidOn(channel: number): Segment[] {
  return SALE.filter((segment) => segment.channel === channel);
}

export function textsOf(segments: readonly { text: string }[]): string[] {
  return segments.map(({ text }) => text.trim());
}

export function between(samples: Float32Array, start: number, end: number): Float32Array {
  return samples.slice(Math.round(start * HZ), Math.round(end * HZ));
}

/** A WAV is told from an mp3 by its first letters. */
export async function hear(world: World, bytes: Buffer) {
  const file = await toFile(bytes, bytes.toString('latin1', 0, 4) === 'RIFF' ? 'piece.wav' : 'piece.mp3');
  const { text, segments, words, duration } = await clientOf(world).audio.transcriptions.create({
    ...{ file, model: 'whisper-1', response_format: 'verbose_json', timestamp_granularities: ['segment', 'word'] },
  });
  return { text, segments: segments ?? [], words: words ?? [], duration };
}
