import { scoreAt } from './likeness.js';
import type { Print } from './print.js';
import type { Stretch } from './stretches.js';

const FURTHEST = 60;

/** By chance a stretch goes on for a while where the next one has begun: each border is moved to where both fit best. */
export function withBestBorders(sound: Print, stretches: Stretch[]): Stretch[] {
  const starts = stretches.map((stretch, at) => bestStart(sound, stretches[at - 1], stretch));
  return stretches.map((stretch, at) => ({
    ...stretch,
    from: starts[at] ?? stretch.from,
    to: Math.min(stretch.to, starts[at + 1] ?? Infinity),
  }));
}

function bestStart(sound: Print, before: Stretch | undefined, stretch: Stretch): number {
  let best = { start: stretch.from, gain: 0 };
  let gain = 0;
  const earliest = Math.max(before?.from ?? 0, stretch.from - FURTHEST);
  for (let frame = stretch.from - 1; frame > earliest; frame--) {
    const loss = before !== undefined && frame < before.to ? scoreOf(sound, before, frame) : 0;
    gain += scoreOf(sound, stretch, frame) - loss;
    if (gain > best.gain) best = { start: frame, gain };
  }
  return best.start;
}

function scoreOf(sound: Print, { recording, channel, shift }: Stretch, frame: number): number {
  const known = recording.prints.channels[channel];
  return known === undefined ? 0 : scoreAt(sound, frame, known, shift);
}
