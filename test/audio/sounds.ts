import { open } from 'node:fs/promises';
import { readMp3 } from '../../src/audio/mp3.js';
import type { Pcm } from '../../src/audio/pcm.js';

const HZ = 8000;

/** So many seconds of samples computed from their time. */
export function sound(seconds: number, sampleAt: (time: number) => number): Float32Array {
  return Float32Array.from({ length: Math.round(seconds * HZ) }, (_, index) => sampleAt(index / HZ));
}

export function silence(seconds: number): Float32Array {
  return new Float32Array(Math.round(seconds * HZ));
}

/** White noise, the same in every run. */
export function noise(seconds: number, decibels: number, seed = 1): Float32Array {
  let state = seed;
  return sound(seconds, () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return (state / 2 ** 31 - 1) * Math.sqrt(3) * 10 ** (decibels / 20);
  });
}

/** Tones of these frequencies at one go, sounding `on` seconds of every `on + off`. */
export function tones(seconds: number, hertz: number[], { on = seconds, off = 0 } = {}): Float32Array {
  return sound(seconds, (time) =>
    time % (on + off) < on ? hertz.reduce((sum, hz) => sum + 0.2 * Math.sin(2 * Math.PI * hz * time), 0) : 0,
  );
}

export function mix(...parts: Float32Array[]): Float32Array {
  const length = Math.max(...parts.map((part) => part.length));
  return Float32Array.from({ length }, (_, index) => parts.reduce((sum, part) => sum + (part[index] ?? 0), 0));
}

export function join(...parts: Float32Array[]): Float32Array {
  const whole = new Float32Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

export function gain(samples: Float32Array, decibels: number): Float32Array {
  return samples.map((sample) => sample * 10 ** (decibels / 20));
}

/** The two sides of the bundled sale, employee and client. */
export async function saleCall(): Promise<[Float32Array, Float32Array]> {
  await using file = await open(new URL('../../assets/calls/01-sale-visit.mp3', import.meta.url));
  const blocks: Pcm[] = [];
  for await (const block of readMp3(file)) blocks.push(block);
  const side = (channel: number) => join(...blocks.map((block) => block.channels[channel] ?? new Float32Array()));
  return [side(0), side(1)];
}

/** The channels as one block of sound. */
export async function* asSound(...channels: Float32Array[]): AsyncGenerator<Pcm> {
  yield { sampleRate: HZ, channels };
}
