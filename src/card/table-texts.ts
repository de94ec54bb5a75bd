import type { Remark } from '../domain/analysis/facts.js';
import { isAnswered } from '../domain/legs.js';
import { statusOf } from '../domain/stored.js';
import { employeeNames } from './call-lines.js';
import { dated } from './facts.js';
import { FAILURES, labelled, MOODS, NO_ANALYSIS_TITLE, UNANSWERED } from './labels.js';
import { ownText } from './own-text.js';
import { wordlessTitle } from './short.js';
import type { TableRow } from './table-row.js';
import { transcriptLines } from './transcript-text.js';
import { dueText } from './words.js';

export function employeeText({ call, analysis, context }: TableRow): string {
  return employeeNames(call.facts, context, analysis?.employeeName ?? null).join(' → ');
}

export function endText({ call }: TableRow): string {
  return isAnswered(call.facts) ? 'ответили' : labelled(UNANSWERED, call.facts.disposition);
}

export function reasonText({ call }: TableRow): string | null {
  if (!call.error) return call.skipReason;
  return statusOf(call) === 'failed' ? `${FAILURES[call.error.stage]}: ${call.error.message}` : call.error.message;
}

export function titleText({ call, analysis }: TableRow): string | null {
  if (analysis) return analysis.headline;
  if (call.transcript?.wordless) return wordlessTitle(call.facts, call.transcript.wordless);
  return call.analysis ? NO_ANALYSIS_TITLE : null;
}

export function agreementsText({ analysis, context }: TableRow): string | null {
  const texts = analysis?.agreements.map((item) =>
    [dated(item.what, dueText(item, context.zone)), item.where].filter(Boolean).join(', '),
  );
  return list(texts);
}

export function stepsText({ analysis, context }: TableRow): string | null {
  const texts = analysis?.nextSteps.map((step) => {
    const head = [step.who, dueText(step, context.zone)].filter(Boolean).join(' · ');
    return head ? `${head}: ${step.what}` : step.what;
  });
  return list(texts);
}

export function moodText({ analysis }: TableRow): string | null {
  if (!analysis) return null;
  const [start, end] = [label(MOODS, analysis.mood.start), label(MOODS, analysis.mood.end)];
  return start === end ? start : `${start} → ${end}`;
}

/** «Бюджет: 200 000 ₽», a line for each answer to a question that has no column of its own. */
export function fieldsText({ analysis, context }: TableRow): string | null {
  const withColumn = new Set(context.preset.fields.map(({ name }) => name));
  const others = analysis?.own.filter(({ name }) => !withColumn.has(name));
  return list(others?.map((answer) => `${answer.label}: ${ownText(answer, context.zone)}`));
}

/** «да · назвал цену», a line for each point of the checklist. */
export function checksText({ analysis }: TableRow): string | null {
  const marks: Record<string, string> = { pass: 'да', fail: 'нет', na: 'не к месту', unknown: 'неясно' };
  return list(analysis?.checks.map(({ label, result }) => `${marks[result] ?? result} · ${label}`));
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
  return list(items?.map((item) => item.what));
}

/** A line for each. */
export function list(texts: string[] | undefined): string | null {
  return texts && texts.length > 0 ? texts.join('\n') : null;
}
