import { wordsOf } from '../../../src/simulators/openai/spoken-words.js';
import { join, mix, noise, silence, tones } from '../../audio/sounds.js';
import { secondsOf, type TrueCall, type TrueTurn } from '../true-call.js';
import { changed } from './changed.js';
import { loudnessAt } from './loudness.js';

/** So many frames are quieter than the noise between the words. */
const NOISE_PERCENTILE = 0.25;

/** The client later, so that both talk over each other. */
export function overlapping(call: TrueCall, late: number): TrueCall | null {
  const [left, right] = call.channels;
  if (!left || !right) return null;
  const turns = call.turns.map((turn) => (turn.side === 1 ? moved(turn, late) : turn));
  const channels = [join(left, lineOf(call, 0)(late)), join(lineOf(call, 1)(late), right)];
  return changed(call, { channels, turns: inOrder(turns) });
}

/** Nobody says a word for so long in the middle, and less at the ends. */
export function withSilence(call: TrueCall, { middle, ends }: { middle: number; ends: number }): TrueCall {
  const longer = inserted(call, pauseNearMiddle(call), (_, line) => line(middle));
  const late = inserted(longer, 0, (_, line) => line(ends));
  return inserted(late, secondsOf(late), (_, line) => line(ends));
}

/** The client's line rings, and a beep says that the call is recorded. */
export function ringing(call: TrueCall): TrueCall {
  const ring = tones(12, [425], { on: 1, off: 4 });
  const client = call.channels.length - 1;
  return inserted(call, 0, (channel, line) => {
    const ringing = channel === client ? ring : silence(12);
    return mix(join(ringing, silence(0.5), tones(0.3, [1000]), silence(0.5)), line(13.3));
  });
}

/** The employee has music played for so long. */
export function onHold(call: TrueCall, seconds: number, music: (seconds: number) => Float32Array): TrueCall {
  return inserted(call, pauseNearMiddle(call), (channel, line) =>
    channel === 0 ? mix(music(seconds), line(seconds)) : line(seconds),
  );
}

/** Now and then it is loud around the client. */
export function inTheStreet(call: TrueCall, loudness: number): TrueCall {
  const client = call.channels.length - 1;
  const loud = Array.from({ length: Math.ceil(secondsOf(call) / 20) }, () =>
    join(silence(10), noise(5, loudness), silence(5)),
  );
  const channels = call.channels.map((samples, channel) =>
    channel === client ? mix(samples, join(...loud).subarray(0, samples.length)) : samples,
  );
  return changed(call, { channels });
}

/** Its first seconds. */
export function beginning(call: TrueCall, seconds: number): TrueCall {
  const turns = call.turns.flatMap((turn) => {
    const words = wordsOf(turn).filter(({ end }) => end <= seconds);
    if (words.length === 0) return [];
    return { ...turn, end: Math.min(seconds, turn.end), text: words.map(({ text }) => text).join(' ') };
  });
  const channels = call.channels.map((samples) => samples.slice(0, seconds * call.sampleRate));
  return changed(call, { channels, turns, isApart: new Set(turns.map(({ side }) => side)).size === 2 });
}

type Line = (seconds: number) => Float32Array;

/** `soundOn`: what is heard there on each channel, of one length on all; `line`: its noise. */
function inserted(call: TrueCall, second: number, soundOn: (channel: number, line: Line) => Float32Array): TrueCall {
  const at = Math.round(second * call.sampleRate);
  const channels = call.channels.map((samples, channel) =>
    join(samples.subarray(0, at), soundOn(channel, lineOf(call, channel)), samples.subarray(at)),
  );
  const seconds = (channels[0]?.length ?? 0) / call.sampleRate - secondsOf(call);
  const turns = call.turns.map((turn) => (turn.start >= second ? moved(turn, seconds) : turn));
  return changed(call, { channels, turns });
}

/** The moment between two turns, nobody speaking, that is nearest to the middle. */
function pauseNearMiddle({ turns, ...sound }: TrueCall): number {
  const middle = secondsOf(sound) / 2;
  const pauses = turns.flatMap(({ end }, place) => {
    const next = turns[place + 1];
    return next && turns.every((turn) => turn.end <= end || turn.start >= next.start) && next.start > end
      ? [(end + next.start) / 2]
      : [];
  });
  const [nearest = middle] = pauses.sort((one, other) => Math.abs(one - middle) - Math.abs(other - middle));
  return nearest;
}

function moved(turn: TrueTurn, by: number): TrueTurn {
  return { ...turn, start: turn.start + by, end: turn.end + by };
}

function inOrder(turns: TrueTurn[]): TrueTurn[] {
  return [...turns].sort((one, other) => one.start - other.start);
}

/** The noise of a channel between the words, for as long as one likes. */
function lineOf({ channels, sampleRate }: TrueCall, channel: number): Line {
  const floor = loudnessAt(NOISE_PERCENTILE, channels[channel] ?? new Float32Array(), sampleRate);
  return (seconds) => noise(seconds, floor, channel + 1);
}
