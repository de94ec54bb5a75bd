import type { Library, Recording } from './library.js';
import { reach } from './likeness.js';
import type { Print } from './print.js';
import { MOMENT, type Seed, Seeds } from './seeds.js';

/** A piece of the sound that was recognised; `from` and `to` in its frames. */
export interface Stretch extends Seed {
  from: number;
  to: number;
  sure: number;
  evidence: number;
}

const STEP = 8;
/** So many frames are looked ahead to choose between places: first near by, that no short piece is passed over. */
const NEAR = 32;
const FORESIGHT = 625;
const LEAST_EVIDENCE = 30;
/** Places with so much of the evidence of the best one are as good. */
const AS_GOOD = 0.7;
const ENOUGH_NEAR = 0.3;
/** The next upload of a recording may begin with the last seconds of the one before. */
const OVERLAP = 500;
const NEVER = Number.MAX_SAFE_INTEGER;

/** What the sound is made of, in order of time. `among`: the recordings that come into question. */
export function stretchesOf(sound: Print, library: Library, among: Recording[]): Stretch[] {
  const seeds = new Seeds(sound, library, among);
  const stretches: Stretch[] = [];
  for (let from = 0; from < sound.bits.length; ) {
    const last = stretches.at(-1);
    const seed = choose(seedsFrom(from, seeds, last), sound, from, last);
    if (seed === null) {
      from += STEP;
      continue;
    }
    const { recording, channel, shift } = seed;
    const { end, sure, evidence } = follow(seed, sound, from, Infinity);
    append(stretches, { recording, channel, shift, from, to: end, sure, evidence });
    from = Math.max(end, from + STEP);
  }
  return stretches;
}

/** A piece may begin in the middle of a moment: then it is found for certain a moment later. */
function seedsFrom(from: number, seeds: Seeds, last: Stretch | undefined): Seed[] {
  const next = last === undefined ? [] : seeds.behind(from, last);
  const found = [...seeds.at(from), ...next];
  if (found.length === 0) return [];
  const more = [from + MOMENT / 2, from + MOMENT].flatMap((frame) => seeds.at(frame));
  const all = [...found, ...more, ...(last === undefined ? [] : [last])];
  return [...new Map(all.map((seed) => [`${seed.recording.base + seed.shift} ${seed.channel}`, seed])).values()];
}

/** Of places that are alike for long, the one that goes on where the last stretch ended, then the next one later. */
function choose(seeds: Seed[], sound: Print, from: number, last: Stretch | undefined): Seed | null {
  const evidenceOf = (seed: Seed) => follow(seed, sound, from, FORESIGHT).evidence;
  const near = best(seeds, ENOUGH_NEAR, (seed) => follow(seed, sound, from, NEAR).evidence);
  const good = best(near, AS_GOOD, evidenceOf);
  const [first] = good.sort((one, other) => wait(one, from, last) - wait(other, from, last) || byAge(one, other));
  if (first === undefined) return null;
  // There by each channel and by both together: the speaker's own tells best where he ends.
  const [clearest = first] = best(
    good.filter((seed) => isInLine(first, seed)),
    1,
    evidenceOf,
  );
  return evidenceOf(clearest) < LEAST_EVIDENCE ? null : clearest;
}

function best(seeds: Seed[], share: number, evidenceOf: (seed: Seed) => number): Seed[] {
  const evidences = seeds.map(evidenceOf);
  const least = share * Math.max(...evidences);
  return seeds.filter((_, at) => (evidences[at] ?? 0) >= least);
}

function follow({ recording, channel, shift }: Seed, sound: Print, from: number, longest: number) {
  const known = recording.prints.channels[channel];
  return known === undefined ? { end: from, sure: 0, evidence: 0 } : reach(sound, known, shift, from, longest);
}

/** How long the recording has gone on unheard since it was heard last; what lies behind comes last. */
function wait(seed: Seed, from: number, last: Stretch | undefined): number {
  const place = from + seed.shift;
  if (last?.recording === seed.recording) {
    return isInLine(last, seed) ? 0 : behind(place + MOMENT, last.to + last.shift);
  }
  return behind(place + OVERLAP, seed.recording.heardTo[seed.channel] ?? Infinity);
}

function behind(place: number, heardTo: number): number {
  return place >= heardTo ? place - heardTo : NEVER;
}

/** The recording told last goes first; in it the earliest place. */
function byAge(one: Seed, other: Seed): number {
  return other.recording.base - one.recording.base || one.shift - other.shift;
}

/** What goes on in line is one stretch, pause or not. */
function append(stretches: Stretch[], next: Stretch): void {
  const last = stretches.at(-1);
  if (last !== undefined && isInLine(last, next)) {
    last.to = next.to;
    last.sure += next.sure;
    last.evidence += next.evidence;
  } else stretches.push(next);
}

function isInLine(one: { recording: Recording; shift: number }, other: Seed): boolean {
  return one.recording === other.recording && Math.abs(one.shift - other.shift) <= 1;
}
