import { DateTime } from 'luxon';
import { type Analysis, isAnalysis } from '../domain/analysis/analysis.js';
import type { StoredCall } from '../domain/stored.js';
import type { CardContext } from './call-lines.js';

/** A call as a row of a table. */
export interface TableRow {
  call: StoredCall;
  analysis: Analysis | null;
  /** When it began, in the firm's zone. */
  at: DateTime;
  context: CardContext;
}

export function tableRow(call: StoredCall, context: CardContext): TableRow {
  const analysis = call.analysis && isAnalysis(call.analysis) ? call.analysis : null;
  return { call, analysis, at: DateTime.fromISO(call.facts.startedAt, { zone: context.zone }), context };
}
