import type { Agreement } from '../domain/analysis/analysis.js';
import type { OwnAnswer } from '../domain/analysis/own.js';
import { dueText } from './words.js';

/** Whether one of these agreements tells of the same moment, said in the same words or turn: it is not told twice. */
export function isAgreed(answer: OwnAnswer, agreements: Agreement[], zone: string): boolean {
  if (answer.type !== 'when') return false;
  const due = dueText(answer.value, zone);
  const { dueSaid } = answer.value;
  return agreements.some(
    (each) =>
      each.standing !== 'unconfirmed' &&
      dueText(each, zone) === due &&
      (each.dueSaid === dueSaid || each.turns.some((turn) => answer.turns.includes(turn))),
  );
}
