import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import type { SavedAudio } from '../../src/domain/ports.js';
import { join as joined, silence } from '../audio/sounds.js';
import { mp3Bytes } from './recording-file.js';
import { secondsOf, type TrueCall, type TrueTurn } from './true-call.js';

/** Between two calls, so that nobody's last turn runs into his next. */
const REST_SECONDS = 3;
const SAMPLES_PER_FRAME = 576;
const KBITS = 32;
const SAMPLE_RATE = 8000;
/** What LAME and a decoder put before the sound. */
const ENCODER_SECONDS = 1105 / SAMPLE_RATE;

/** A recording of hours on disk, and what is truly said in it. */
export interface LongCall {
  audio: SavedAudio;
  turns: TrueTurn[];
  isApart: true;
  seconds: number;
}

/**
 * The stereo calls, one after another and again, as an mp3 of at least so many seconds. They are encoded once: what
 * LAME made of them ends with a frame, and may be put behind itself.
 */
export async function longCall(calls: TrueCall[], seconds: number, folder: string): Promise<LongCall> {
  const round = oneRound(calls.filter(({ isApart }) => isApart));
  const bytes = await mp3Bytes(round.channels, { sampleRate: SAMPLE_RATE, kbits: KBITS });
  const roundSeconds = (frameCount(bytes) * SAMPLES_PER_FRAME) / SAMPLE_RATE;
  const rounds = Math.ceil(seconds / roundSeconds);
  const file = join(folder, `long-${rounds}.mp3`);
  const hash = createHash('sha256');
  await using written = await open(file, 'w');
  for (let count = 0; count < rounds; count++) {
    hash.update(bytes);
    await written.write(bytes);
  }
  const turns = Array.from({ length: rounds }, (_, count) =>
    round.turns.map((turn) => moved(turn, count * roundSeconds + ENCODER_SECONDS)),
  );
  return {
    audio: { file, format: 'mp3', bytes: rounds * bytes.length, sha256: hash.digest('hex') },
    turns: turns.flat(),
    isApart: true,
    seconds: rounds * roundSeconds,
  };
}

function oneRound(calls: TrueCall[]): Pick<TrueCall, 'channels' | 'turns'> {
  const turns: TrueTurn[] = [];
  const parts: Float32Array[][] = [];
  let at = 0;
  for (const call of calls) {
    turns.push(...call.turns.map((turn) => moved(turn, at)));
    parts.push(call.channels, [silence(REST_SECONDS), silence(REST_SECONDS)]);
    at += secondsOf(call) + REST_SECONDS;
  }
  const side = (channel: number) => joined(...parts.map((channels) => channels[channel] ?? new Float32Array()));
  return { channels: [side(0), side(1)], turns };
}

function moved(turn: TrueTurn, by: number): TrueTurn {
  return { ...turn, start: turn.start + by, end: turn.end + by };
}

/** All frames of a constant rate are of one length here: 32 kbit/s at 8 kHz need no padding. */
function frameCount(bytes: Buffer): number {
  return bytes.length / (((SAMPLES_PER_FRAME / 8) * (KBITS * 1000)) / SAMPLE_RATE);
}
