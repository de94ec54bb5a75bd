import { groupsOf } from '../sound/groups.js';
import { lengthOf, overlapOf, type Sound } from '../sound/sound.js';
import type { CutText } from './invented.js';
import type { Trust, TrustFault } from './trust.js';
import type { Said } from './turns.js';

const WELL_COVERED = 0.8;
/** Words a minute of bare speech. */
const FASTEST = 280;
const SLOWEST = 20;
/** So much of all that was heard, unless it is but a phrase. */
const MUCH = 0.25;
const FEW_LETTERS = 60;
/** So long without a single word it is music or noise, whatever the gate says; but not all that a side has to say. */
const WORDLESS_SECONDS = 15;
/** A cough or a sigh needs no words. */
const SHORTEST_SECONDS = 0.5;

/** What speaks for and against the words of one recording. */
export function trustOf(sound: Sound, turns: Said[], cut: CutText[]): Trust {
  const groups = groupsOf(sound.tracks).flatMap(({ track, speech, ...span }) => {
    const side = turns.filter((turn) => turn.channel === track.side);
    const theirs = side.filter((turn) => overlapOf(turn, span) > 0);
    const seconds = lengthOf(speech);
    const isMusic = side.length > 0 && theirs.length === 0 && span.end - span.start >= WORDLESS_SECONDS;
    const isCounted = seconds >= SHORTEST_SECONDS && !isMusic;
    const covered = speech.reduce(
      (sum, run) =>
        sum +
        Math.min(
          run.end - run.start,
          theirs.reduce((all, turn) => all + overlapOf(run, turn), 0),
        ),
      0,
    );
    return isCounted ? [{ seconds, covered }] : [];
  });
  const speechSeconds = groups.reduce((sum, { seconds }) => sum + seconds, 0);
  const coveredSeconds = groups.reduce((sum, { covered }) => sum + covered, 0);
  return judged(sound, { speechSeconds, coveredSeconds }, turns, cut);
}

function judged(
  sound: Sound,
  { speechSeconds, coveredSeconds }: Pick<Trust, 'speechSeconds' | 'coveredSeconds'>,
  turns: Said[],
  cut: CutText[],
): Trust {
  const words = turns.reduce((sum, { text }) => sum + text.split(/\s+/).length, 0);
  const wordsPerMinute = coveredSeconds > 0 ? words / (coveredSeconds / 60) : 0;
  const coverage = speechSeconds > 0 ? coveredSeconds / speechSeconds : 1;
  const loops = lettersOf(cut.filter(({ why }) => why === 'loop'));
  const invented = lettersOf(cut) - loops;
  const all = lettersOf(turns) + loops + invented;
  const marks: [TrustFault, boolean, factor: number][] = [
    ['uncovered', coverage < WELL_COVERED, coverage / WELL_COVERED],
    ['too-fast', wordsPerMinute > FASTEST, FASTEST / wordsPerMinute],
    ['too-slow', wordsPerMinute < SLOWEST && speechSeconds > 10, wordsPerMinute / SLOWEST],
    ['invented', invented > all * MUCH && invented > FEW_LETTERS, 1 - invented / all],
    ['repeats', loops > all * MUCH && loops > FEW_LETTERS, 1 - loops / all],
    ['one-sided', sound.layout === 'one-sided', 0.9],
  ];
  const found = marks.filter(([, isSo]) => isSo);
  return {
    score: Number(found.reduce((score, [, , factor]) => score * factor, 1).toFixed(2)),
    speechSeconds: Number(speechSeconds.toFixed(1)),
    coveredSeconds: Number(coveredSeconds.toFixed(1)),
    wordsPerMinute: Math.round(wordsPerMinute),
    faults: found.map(([fault]) => fault),
  };
}

function lettersOf(texts: { text: string }[]): number {
  return texts.reduce((sum, { text }) => sum + text.length, 0);
}

/** All recordings of a call together: their speech counts. */
export function combinedTrust(parts: Trust[]): Trust | null {
  const [first, ...others] = parts;
  if (!first) return null;
  return others.reduce((one, other) => {
    const speechSeconds = one.speechSeconds + other.speechSeconds;
    const share = speechSeconds > 0 ? one.speechSeconds / speechSeconds : 0.5;
    return {
      score: Number((one.score * share + other.score * (1 - share)).toFixed(2)),
      speechSeconds,
      coveredSeconds: one.coveredSeconds + other.coveredSeconds,
      wordsPerMinute: Math.round(one.wordsPerMinute * share + other.wordsPerMinute * (1 - share)),
      faults: [...new Set([...one.faults, ...other.faults])],
    };
  }, first);
}
