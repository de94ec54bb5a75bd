import { lengthOf, overlapOf } from '../../src/domain/sound/sound.js';
import type { Turn } from '../../src/domain/transcript/transcript.js';
import { aligned, wordsIn } from './alignment.js';
import type { Hearing } from './ear.js';
import type { TrueCall, TrueTurn } from './true-call.js';

/** So exact must the times of a turn be. */
const NEAR_SECONDS = 0.5;

/** How well a recording was heard, in numbers that can be added up over calls. */
export interface Score {
  words: number;
  right: number;
  missing: number;
  added: number;
  /** Words replaced, left out or put in. */
  errors: number;
  /** True words that were heard, but on the other's track. */
  wrongTrack: number;
  /** Words that were cut as made up although they were said. */
  wronglyCut: number;
  /** Turns that ought to be told apart by their sides. */
  turns: number;
  rightTurns: number;
  /** How many turns there are in the transcript. */
  told: number;
  speechSeconds: number;
  sentSeconds: number;
  requests: number;
  trust: number[];
}

export function scoreOf(
  call: Pick<TrueCall, 'turns' | 'isApart'>,
  { transcript, sentSeconds, requests }: Hearing,
): Score {
  const sides = call.isApart ? ([0, 1] as const) : ([null] as const);
  const tracks = sides.map((side) => {
    const truth = call.turns.filter((turn) => side === null || turn.side === side);
    const heard = transcript.turns.filter((turn) => side === null || sideOf(turn) === side);
    const text = side === null && transcript.turns.length === 0 ? transcript.text : textOf(heard);
    const words = wordsIn(textOf(truth));
    return { words: words.length, ...aligned(words, wordsIn(text)) };
  });
  const sum = (count: (track: (typeof tracks)[number]) => number) => tracks.reduce((all, each) => all + count(each), 0);
  const [left, right] = tracks;
  return {
    words: sum(({ words }) => words),
    right: sum((track) => track.right),
    missing: sum(({ missing }) => missing.length),
    added: sum(({ added }) => added.length),
    errors: sum(({ errors }) => errors),
    wrongTrack: left && right ? common(left.missing, right.added) + common(right.missing, left.added) : 0,
    wronglyCut: common(
      tracks.flatMap(({ missing }) => missing),
      wordsIn(textOf(transcript.cut)),
    ),
    turns: call.isApart ? call.turns.length : 0,
    rightTurns: call.isApart ? call.turns.filter((turn) => isRight(turn, transcript.turns)).length : 0,
    told: transcript.turns.length,
    speechSeconds: lengthOf(call.turns),
    sentSeconds,
    requests,
    trust: transcript.trust ? [transcript.trust.score] : [],
  };
}

/** Who says a turn, by its speaker where that is known, else by its channel. */
function sideOf({ speaker, channel }: Turn): 0 | 1 | null {
  if (speaker === 'unknown') return channel;
  return speaker === 'employee' ? 0 : 1;
}

/**
 * What the right side says begins and ends where this turn does, and holds most of its words. It may be told as several
 * turns, if the other one talks meanwhile.
 */
function isRight(truth: TrueTurn, turns: Turn[]): boolean {
  const told = turns.filter((turn) => sideOf(turn) === truth.side && isMostlyIn(turn, truth));
  const [first, last] = [told[0], told.at(-1)];
  if (!first || !last) return false;
  const isNear = Math.abs(first.start - truth.start) <= NEAR_SECONDS && Math.abs(last.end - truth.end) <= NEAR_SECONDS;
  const words = wordsIn(truth.text);
  return isNear && common(words, wordsIn(textOf(told))) >= words.length / 2;
}

function isMostlyIn(turn: Turn, truth: TrueTurn): boolean {
  return overlapOf(turn, truth) > (turn.end - turn.start) / 2;
}

/** How many words both have. */
function common(words: string[], others: string[]): number {
  const left = [...others];
  return words.filter((word) => {
    const at = left.indexOf(word);
    if (at >= 0) left.splice(at, 1);
    return at >= 0;
  }).length;
}

function textOf(texts: { text: string }[]): string {
  return texts.map(({ text }) => text).join(' ');
}

/** Several recordings together. */
export function together(scores: Score[]): Score {
  const sum = (count: (score: Score) => number) => scores.reduce((all, each) => all + count(each), 0);
  return {
    words: sum(({ words }) => words),
    right: sum(({ right }) => right),
    missing: sum(({ missing }) => missing),
    added: sum(({ added }) => added),
    errors: sum(({ errors }) => errors),
    wrongTrack: sum(({ wrongTrack }) => wrongTrack),
    wronglyCut: sum(({ wronglyCut }) => wronglyCut),
    turns: sum(({ turns }) => turns),
    rightTurns: sum(({ rightTurns }) => rightTurns),
    told: sum(({ told }) => told),
    speechSeconds: sum((score) => score.speechSeconds),
    sentSeconds: sum(({ sentSeconds }) => sentSeconds),
    requests: sum(({ requests }) => requests),
    trust: scores.flatMap(({ trust }) => trust),
  };
}
