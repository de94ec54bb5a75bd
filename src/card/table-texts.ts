import type { Analysis } from '../domain/analysis/analysis.js';
import type { Remark } from '../domain/analysis/facts.js';
import { CHECK_WORDS, type OwnAnswer } from '../domain/analysis/own.js';
import { isAnswered } from '../domain/legs.js';
import { statusOf } from '../domain/stored.js';
import { employeeNames } from './call-lines.js';
import { dated, remarkText, sentences } from './facts.js';
import { FAILURES, labelled, MOODS, NO_ANALYSIS_TITLE, UNANSWERED } from './labels.js';
import { ownText, valueText } from './own-text.js';
import { wordlessTitle } from './short.js';
import { doubted, doubtWithin } from './standing.js';
import type { TableRow } from './table-row.js';
import { transcriptLines } from './transcript-text.js';
import { dueText } from './words.js';

export function employeeText({ call, analysis, context }: TableRow): string {
  return employeeNames(
    call.facts,
    context,
    doubted(analysis?.employeeName ?? null, analysis?.grounds.employeeName),
  ).join(' → ');
}

export function endText({ call }: TableRow): string {
  return isAnswered(call.facts) ? 'ответили' : labelled(UNANSWERED, call.facts.disposition);
}

export function reasonText({ call }: TableRow): string | null {
  if (!call.error) return call.skipReason;
  return statusOf(call) === 'failed' ? `${FAILURES[call.error.stage]}: ${call.error.message}` : call.error.message;
}

/** With its mark. */
export function headlineText({ headline, grounds }: Analysis): string {
  return `${headline}${doubtWithin(grounds.headline)}`;
}

export function titleText({ call, analysis }: TableRow): string | null {
  if (analysis) return headlineText(analysis);
  if (call.transcript?.wordless) return wordlessTitle(call.facts, call.transcript.wordless);
  return call.analysis ? NO_ANALYSIS_TITLE : null;
}

export function agreementsText({ analysis, context }: TableRow): string | null {
  const texts = analysis?.agreements.map(
    (item) =>
      `${[dated(item.what, dueText(item, context.zone)), item.where].filter(Boolean).join(', ')}${doubtWithin(item)}`,
  );
  return list(texts);
}

export function stepsText({ analysis, context }: TableRow): string | null {
  const texts = analysis?.nextSteps.map((step) => {
    const head = [step.who, dueText(step, context.zone)].filter(Boolean).join(' · ');
    return head ? `${head}: ${remarkText(step)}` : remarkText(step);
  });
  return list(texts);
}

export function moodText({ analysis }: TableRow): string | null {
  if (!analysis) return null;
  const [start, end] = [label(MOODS, analysis.mood.start), label(MOODS, analysis.mood.end)];
  return doubted(start === end ? start : `${start} → ${end}`, analysis.grounds.mood);
}

/** «Бюджет: 200 000 ₽», a line for each answer to a question that has no column of its own. */
export function fieldsText({ analysis, context }: TableRow): string | null {
  const withColumn = new Set(context.preset.fields.map(({ name }) => name));
  const others = analysis?.own.filter(({ name }) => !withColumn.has(name));
  return list(others?.map((answer) => `${answer.label}: ${fieldText(answer, ownText(answer, context.zone))}`));
}

/** The answer to a question, with its mark; of a list each entry has its own. */
export function answerText(answer: OwnAnswer, { context }: TableRow): string {
  return fieldText(answer, valueText(answer, context.zone));
}

function fieldText(answer: OwnAnswer, text: string): string {
  return answer.type === 'list' ? text : `${text}${doubtWithin(answer)}`;
}

export function gistText({ analysis }: TableRow): string | null {
  return analysis && sentences(analysis.grounds.gist, analysis.gist);
}

/** Labels of numbers that are not proven: a number in a table cannot bear a mark. */
export function unprovenText({ analysis }: TableRow): string | null {
  const numbers = analysis?.own.filter(
    ({ value, standing }) => typeof value === 'number' && standing === 'unconfirmed',
  );
  return list(numbers?.map(({ label }) => label));
}

/** «сделано · назвал цену», a line for each point of the checklist. */
export function checksText({ analysis }: TableRow): string | null {
  return list(analysis?.checks.map(({ label, result }) => `${CHECK_WORDS[result]} · ${label}`));
}

export function transcriptText({ call, context }: TableRow): string | null {
  const { facts, transcript, analysis } = call;
  if (!transcript || transcript.wordless) return null;
  return transcriptLines({ ...facts, transcript, analysis: analysis ?? { none: 'wordless' } }, context).join('\n');
}

export function label(labels: Record<string, string>, word: string | undefined): string | null {
  return word === undefined ? null : labelled(labels, word);
}

export function remarks(items: Remark[] | undefined): string | null {
  return list(items?.map(remarkText));
}

/** A line for each. */
export function list(texts: string[] | undefined): string | null {
  return texts && texts.length > 0 ? texts.join('\n') : null;
}
