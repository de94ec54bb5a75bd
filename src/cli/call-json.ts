import { DateTime } from 'luxon';
import { type CardContext, employeeNames } from '../card/call-lines.js';
import { undoubted } from '../card/standing.js';
import { speakersOf } from '../card/transcript-text.js';
import { isAnalysis } from '../domain/analysis/analysis.js';
import type { Ground } from '../domain/analysis/ground.js';
import { bareValue } from '../domain/analysis/own.js';
import type { Instant } from '../domain/instant.js';
import { type StoredCall, statusOf } from '../domain/stored.js';

/** A call as `--json` prints it (the contract's section 4). Times are ISO-8601 with the firm's offset. */
export function callJson(call: StoredCall, context: CardContext) {
  const { facts } = call;
  const status = statusOf(call);
  const { zone } = context;
  const at = (instant: Instant | null) =>
    instant && DateTime.fromISO(instant, { zone }).toISO({ suppressMilliseconds: true });
  return {
    id: facts.id,
    provider: facts.provider,
    direction: facts.direction,
    client: facts.client,
    number: facts.number,
    employee: employeeNames(facts, context, heardName(call)).join(' → ') || null,
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
  return analysis && isAnalysis(analysis) ? undoubted(analysis.employeeName, analysis.grounds.employeeName) : null;
}

function transcriptJson({ transcript, analysis }: StoredCall) {
  if (!transcript) return null;
  const turns = speakersOf({ transcript, analysis: analysis ?? { none: 'wordless' } });
  return {
    text: transcript.text,
    model: transcript.model,
    absence: transcript.wordless,
    trust: transcript.trust,
    turns: turns.map(({ channel: _channel, ...turn }) => turn),
  };
}

function analysisJson({ analysis }: StoredCall, at: (instant: Instant | null) => string | null) {
  if (!analysis || !isAnalysis(analysis)) return null;
  const { employeeChannel: _channel, employeeName: _name, voices: _voices, look: _look, own, ...rest } = analysis;
  const dated = <Item extends { dueAt: Instant | null }>(items: Item[]) =>
    items.map((item) => ({ ...item, dueAt: at(item.dueAt) }));
  return {
    ...rest,
    agreements: dated(analysis.agreements),
    nextSteps: dated(analysis.nextSteps),
    fields: Object.fromEntries(own.map((answer) => [answer.name, bareValue(answer, at)])),
    grounds: { ...analysis.grounds, fields: Object.fromEntries(own.map((answer) => [answer.name, groundOf(answer)])) },
  };
}

function groundOf({ turns, quote, standing }: Ground): Ground {
  return { turns, quote, standing };
}
