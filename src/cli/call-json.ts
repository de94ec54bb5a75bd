import { DateTime } from 'luxon';
import { employeeNames } from '../card/call-lines.js';
import { speakingTurns } from '../card/transcript-text.js';
import { isAnalysis } from '../domain/analysis/analysis.js';
import { shownName } from '../domain/employee.js';
import type { Instant } from '../domain/instant.js';
import { type StoredCall, statusOf } from '../domain/stored.js';

export interface JsonContext {
  zone: string;
  employees: Record<string, string>;
}

/** A call as `--json` prints it (the contract's section 4). Times are ISO-8601 with the firm's offset. */
export function callJson(call: StoredCall, { zone, employees }: JsonContext) {
  const { facts } = call;
  const status = statusOf(call);
  const nameOf = (employee: string) => shownName(employees, employee);
  const at = (instant: Instant | null) =>
    instant && DateTime.fromISO(instant, { zone }).toISO({ suppressMilliseconds: true });
  return {
    id: facts.id,
    provider: facts.provider,
    direction: facts.direction,
    client: facts.client,
    number: facts.number,
    employee: employeeNames(facts, { zone, nameOf }, heardName(call)).join(' → ') || null,
    startedAt: at(facts.startedAt),
    talkSeconds: facts.talkSeconds,
    disposition: facts.disposition,
    status,
    stage: call.place === 'done' || call.place === 'skipped' ? null : call.place,
    attempts: call.attempts,
    dueAt: at(call.dueAt),
    skipReason: call.skipReason,
    error: call.error,
    cost: { usd: call.cost },
    recordings: (call.audio?.recordings ?? []).map(({ id, file, seconds }) => ({ id, file, seconds })),
    transcript: transcriptJson(call),
    analysis: analysisJson(call, at),
    deliveries: call.deliveries
      .filter((delivery) => delivery.sent)
      .map(({ kind, sent, sentAt }) => ({ kind, ...sent, sentAt: at(sentAt) })),
  };
}

function heardName({ analysis }: StoredCall): string | null {
  return analysis && isAnalysis(analysis) ? analysis.employeeName : null;
}

function transcriptJson({ transcript, analysis }: StoredCall) {
  if (!transcript) return null;
  const turns = speakingTurns({ transcript, analysis: analysis ?? { none: 'wordless' } });
  return {
    text: transcript.text,
    model: transcript.model,
    absence: transcript.wordless,
    turns: turns.map(({ speaker, start, end, text }) => ({ speaker, start, end, text })),
  };
}

function analysisJson({ analysis }: StoredCall, at: (instant: Instant | null) => string | null) {
  if (!analysis || !isAnalysis(analysis)) return null;
  const { employeeChannel: _channel, employeeName: _name, ...rest } = analysis;
  const dated = <Item extends { dueAt: Instant | null }>(items: Item[]) =>
    items.map((item) => ({ ...item, dueAt: at(item.dueAt) }));
  return { ...rest, agreements: dated(analysis.agreements), nextSteps: dated(analysis.nextSteps) };
}
