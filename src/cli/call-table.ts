import { DateTime } from 'luxon';
import { clockTime } from '../card/words.js';
import { isAnalysis } from '../domain/analysis/analysis.js';
import { cutAtWord } from '../domain/analysis/read.js';
import { readable } from '../domain/phone.js';
import { type StoredCall, statusOf } from '../domain/stored.js';
import type { JsonContext } from './call-json.js';

/** A line for each call: when, from whom, how long, what became of it. */
export function callTable(calls: StoredCall[], context: JsonContext): string {
  if (calls.length === 0) return 'no calls\n';
  const rows = calls.map((call) => rowOf(call, context));
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const lines = rows.map((row) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  '));
  return `${lines.map((line) => line.trimEnd()).join('\n')}\n`;
}

function rowOf(call: StoredCall, { zone }: JsonContext): string[] {
  const { facts } = call;
  return [
    DateTime.fromISO(facts.startedAt, { zone }).toFormat('yyyy-MM-dd HH:mm'),
    facts.direction === 'in' ? '→' : '←',
    facts.client ? readable(facts.client) : '—',
    clockTime(facts.talkSeconds),
    statusOf(call) === 'pending' ? `pending: ${call.place}` : statusOf(call),
    facts.id,
    aboutOf(call),
  ];
}

function aboutOf(call: StoredCall): string {
  if (call.analysis && isAnalysis(call.analysis)) return cutAtWord(call.analysis.headline, 60);
  if (call.error) return `${call.error.stage}: ${call.error.message}`;
  return call.skipReason ?? call.transcript?.wordless ?? '';
}
