import { type Analysis, GROUNDED_NAMES } from './analysis.js';
import type { Ground } from './ground.js';

/** All that an analysis rests on, fact by fact. */
export function groundsOf(analysis: Analysis): Ground[] {
  return [
    ...(analysis.grounds.gist ?? []),
    ...GROUNDED_NAMES.flatMap((name) => analysis.grounds[name] ?? []),
    ...analysis.agreements,
    ...analysis.nextSteps,
    ...analysis.objections,
    ...analysis.openQuestions,
    ...analysis.sums,
    ...analysis.risks,
    ...analysis.own.flatMap((answer): Ground[] => (answer.type === 'list' ? answer.value : [answer])),
    ...analysis.checks.filter(({ result }) => result === 'pass'),
  ];
}
