import type { Agreement } from '../domain/analysis/analysis.js';
import type { OwnAnswer } from '../domain/analysis/own.js';
import { dueText } from './words.js';

/** Whether one of these agreements tells the date of the answer already: the day of a visit is not told twice. */
export function isAgreed(answer: OwnAnswer, agreements: Agreement[], zone: string): boolean {
  if (answer.type !== 'when') return false;
  const due = dueText(answer.value, zone);
  return agreements.some((each) => each.standing !== 'unconfirmed' && dueText(each, zone) === due);
}
