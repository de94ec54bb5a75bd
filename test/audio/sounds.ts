import { open } from 'node:fs/promises';
import { readMp3 } from '../../src/audio/mp3.js';
import type { Pcm } from '../../src/audio/pcm.js';

const HZ = 8000;

/** So many seconds of samples computed from their time. */
function sound(seconds: number, sampleAt: (time: number) => number): Float32Array {
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

/** Music as it is played while one waits: chords of several voices that follow each other without a pause. */
export function chords(seconds: number): Float32Array {
  const CHORDS = [[262, 330, 392] as const, [220, 262, 330] as const, [175, 220, 262] as const];
  return sound(seconds, (time) => {
    const voices = CHORDS[Math.floor(time / 1.5) % CHORDS.length] ?? CHORDS[0];
    const swell = 0.1 * (1 + 0.2 * Math.sin(2 * Math.PI * 3 * time));
    const voice = (hz: number) => [1, 2, 3].reduce((sum, k) => sum + Math.sin(2 * Math.PI * hz * k * time) / k, 0);
    return swell * (voices ?? []).reduce((sum, hz) => sum + voice(hz), 0);
  });
}

/** A lonely guitar: single notes that die away, with rests between them. */
export function pluckedNotes(seconds: number): Float32Array {
  const NOTES = [330, 392, 440, 330, 294, 262];
  return sound(seconds, (time) => {
    const hz = NOTES[Math.floor(time / 0.6) % NOTES.length] ?? 330;
    const since = time % 0.6;
    const string = [1, 2, 3, 4].reduce((sum, k) => sum + Math.sin(2 * Math.PI * hz * k * since) / k, 0);
    return 0.2 * Math.exp(-since / 0.12) * string;
  });
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
