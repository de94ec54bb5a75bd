import { DateTime } from 'luxon';
import type { CardContext } from '../card/call-lines.js';
import { headlineText } from '../card/table-texts.js';
import { clockTime } from '../card/words.js';
import { isAnalysis } from '../domain/analysis/analysis.js';
import { readable } from '../domain/phone.js';
import { shortId } from '../domain/search/short-id.js';
import { type StoredCall, statusOf } from '../domain/stored.js';
import { fitted, onOneLine, padded, widthOf } from './terminal.js';

/** What a call was about goes before its whole id: it gets so many columns, or the other cells are shortened. */
const ABOUT = 40;

/** How wide lines may be (null: as wide as they are), and today, whose year need not be told where there is no room. */
export interface Paper {
  columns: number | null;
  now: Date;
}

/** A line for each call: when, from whom, how long, what became of it, its id, what it was about. */
export function callTable(calls: StoredCall[], context: CardContext, { columns, now }: Paper): string {
  if (calls.length === 0) return 'no calls\n';
  const whole = aligned(calls.map((call) => cellsOf(call, context)));
  const isRoomy = columns === null || widthOf(whole[0] ?? '') + ABOUT <= columns;
  const heads = isRoomy ? whole : aligned(calls.map((call) => shortCells(call, context, now)));
  const lines = calls.map((call, index) => fitted(`${heads[index]}  ${aboutOf(call)}`.trimEnd(), columns));
  return `${lines.join('\n')}\n`;
}

/** The line over what was found in a call: when, with whom, how long, its id. */
export function callHead(call: StoredCall, context: CardContext, { columns, now }: Paper): string {
  const [when, who, talk, , id] = cellsOf(call, context);
  const whole = [when, who, talk, id].join('  ');
  if (columns === null || widthOf(whole) <= columns) return whole;
  const [shortWhen, , , , shortened] = shortCells(call, context, now);
  return fitted([shortWhen, who, talk, shortened].join('  '), columns);
}

type Cells = [when: string, who: string, talk: string, status: string, id: string];

function cellsOf(call: StoredCall, { zone }: CardContext): Cells {
  const { facts } = call;
  return [
    DateTime.fromISO(facts.startedAt, { zone }).toFormat('yyyy-MM-dd HH:mm'),
    `${facts.direction === 'in' ? '→' : '←'} ${facts.client ? readable(facts.client) : '—'}`,
    clockTime(facts.talkSeconds),
    statusOf(call) === 'pending' ? `pending: ${call.place}` : statusOf(call),
    facts.id,
  ];
}

function shortCells(call: StoredCall, context: CardContext, now: Date): Cells {
  const [when, who, talk, , id] = cellsOf(call, context);
  const thisYear = `${DateTime.fromJSDate(now, { zone: context.zone }).year}-`;
  return [when.startsWith(thisYear) ? when.slice(thisYear.length) : when, who, talk, statusOf(call), shortId(id)];
}

function aligned(rows: Cells[]): string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => widthOf(row[column] ?? ''))));
  return rows.map((row) => row.map((cell, column) => padded(cell, widths[column] ?? 0)).join('  '));
}

function aboutOf(call: StoredCall): string {
  if (call.analysis && isAnalysis(call.analysis)) return onOneLine(headlineText(call.analysis));
  if (call.error) return onOneLine(`${call.error.stage}: ${call.error.message}`);
  return call.skipReason ?? call.transcript?.wordless ?? '';
}
