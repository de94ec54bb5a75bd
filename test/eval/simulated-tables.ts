import { type Score, together } from './score.js';
import type { Measured } from './simulated.js';
import { percent, ratio, table } from './table.js';

const HEAD = ['words right %', 'missing', 'added', 'turns right %', 'sent / speech', 'requests', 'trust'];

/** The calls as they are, one by one. */
export function bundledTable(measured: Measured[]): string {
  const rows = measured.flatMap(({ model, variants }) =>
    (variants[0]?.scores ?? []).map(({ id, score }) => [`${id}, ${model}`, ...figures(score)]),
  );
  return `### Each call as it is\n\n${table(['call, model', ...HEAD], rows)}`;
}

/** All calls together, by what was done to them. */
export function variantTable({ model, variants }: Measured): string {
  const rows = variants.map(({ name, scores }) => [name, ...figures(together(scores.map(({ score }) => score)))]);
  return `### All calls, made worse: ${model}\n\n${table(['variant', ...HEAD], rows)}`;
}

export function longTable(measured: Measured[], hours: number): string {
  const rows = measured.map(({ model, long }) => [model, `${long.words}`, ...figures(long)]);
  return `### ${hours} hours in stereo\n\n${table(['model', 'words', ...HEAD], rows)}`;
}

function figures(score: Score): string[] {
  return [
    percent(score.right, score.words),
    `${score.missing}`,
    `${score.added}`,
    percent(score.rightTurns, score.turns),
    score.requests === 0 ? 'nothing sent' : ratio(score.sentSeconds, score.speechSeconds),
    `${score.requests}`,
    score.trust.length === 0 ? '–' : `${Math.min(...score.trust)}`,
  ];
}
