import type { Score } from './score.js';
import type { Measured } from './simulated.js';

/** Seconds sent for a second of speech. */
const MOST_SENT = 1.15;

/** The promises that the figures break; empty where all are kept. */
export function brokenOf(measured: Measured[]): string[] {
  return measured.flatMap(({ model, variants, long }) => [
    ...(variants[0]?.scores ?? []).flatMap(({ id, score }) =>
      brokenBy(score).map((words) => `${id}, ${model}: ${words}`),
    ),
    ...(isTooMuch(long) ? [`the long call, ${model}: too much was sent`] : []),
    ...(long.missing + long.added > 0 ? [`the long call, ${model}: words are lost or doubled`] : []),
  ]);
}

/** What a call as it is owes: silence is not sent; in stereo each turn has its speaker and time, and little else is sent. */
function brokenBy(score: Score): string[] {
  if (score.words === 0) return score.requests > 0 ? ['silence was sent'] : [];
  if (score.turns === 0) return [];
  const isTold = score.rightTurns === score.turns && score.told === score.turns;
  return [
    ...(isTold ? [] : ['a turn has not its speaker or time']),
    ...(isTooMuch(score) ? ['too much was sent'] : []),
  ];
}

function isTooMuch({ sentSeconds, speechSeconds }: Score): boolean {
  return sentSeconds > MOST_SENT * speechSeconds;
}
