import type { Print } from './print.js';

/** How many bits are set in a number of 16 bits. */
export const ONES = Uint8Array.from({ length: 2 ** 16 }, (_, number) => {
  let ones = 0;
  for (let rest = number; rest > 0; rest &= rest - 1) ones++;
  return ones;
});

/** A frame with so many sure bits is one of speech. */
export const SPEAKING = 5;

/** How many sure bits of the known print a stretch of sound was compared with, and how many of them were others. */
export interface Likeness {
  sure: number;
  wrong: number;
}

/** `shift`: from a frame of the sound to the one of the known print. */
export function likeness(sound: Print, known: Print, shift: number, from: number, to: number): Likeness {
  let sure = 0;
  let wrong = 0;
  const end = Math.min(to, sound.bits.length, known.bits.length - shift);
  for (let frame = Math.max(from, 0, -shift); frame < end; frame++) {
    sure += ONES[known.sure[frame + shift] ?? 0] ?? 0;
    wrong += wrongBits(sound, frame, known, frame + shift);
  }
  return { sure, wrong };
}

function wrongBits(sound: Print, frame: number, known: Print, knownFrame: number): number {
  const differing = (known.bits[knownFrame] ?? 0) ^ (sound.bits[frame] ?? 0);
  return ONES[differing & (known.sure[knownFrame] ?? 0)] ?? 0;
}

const WRONG_COSTS = 3;

/** A wrong bit weighs as two right ones: the same sound gains, any other loses. */
export function scoreAt(sound: Print, frame: number, known: Print, shift: number): number {
  const sure = ONES[known.sure[frame + shift] ?? 0] ?? 0;
  return sure === 0 ? 0 : sure - WRONG_COSTS * wrongBits(sound, frame, known, frame + shift);
}

const PATIENCE = 80;
const LONGEST_PAUSE = 60;

/** How far the two go on alike, how many sure bits that was, and how much speaks for it. */
export interface Reach {
  end: number;
  sure: number;
  evidence: number;
}

/** Follows both from a frame until they are unlike, or the known print pauses for a second. */
export function reach(sound: Print, known: Print, shift: number, from: number, longest: number): Reach {
  let score = 0;
  let compared = 0;
  const best: Reach = { end: from, sure: 0, evidence: 0 };
  const end = Math.min(from + longest, sound.bits.length, known.bits.length - shift);
  for (let frame = Math.max(from, -shift); frame < end; frame++) {
    compared += ONES[known.sure[frame + shift] ?? 0] ?? 0;
    score += scoreAt(sound, frame, known, shift);
    if (score > best.evidence) {
      best.end = frame + 1;
      best.sure = compared;
      best.evidence = score;
    }
    if (score < best.evidence - PATIENCE || frame - best.end > LONGEST_PAUSE) break;
  }
  return best;
}
