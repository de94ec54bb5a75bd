import { DateTime } from 'luxon';
import { isAnalysis } from '../domain/analysis/analysis.js';
import { cutAtWord } from '../domain/analysis/cut-text.js';
import type { BriefCall } from '../domain/backlog.js';
import type { Message, TextFile } from '../domain/ports.js';
import { type CardContext, clientText } from './call-lines.js';
import { COLOUR_MARKS, NO_ANALYSIS_TITLE, RESULTS } from './labels.js';
import { inert, type Line, lengthOf, MESSAGE, toHtml, toPlain } from './rich.js';
import { wordlessTitle } from './short.js';
import { label } from './table-texts.js';
import { capitalised, counted, dateTime } from './words.js';

/** The longest line in the message, in UTF-16 units. */
const LINE = 120;
const UNREAD = '⚪️';

/** Cards that waited, told in one message, and all of them as a file where their lines do not fit. */
export interface BacklogDigest {
  message: Message;
  /** So many calls, from the first, have their line in the message. */
  listed: number;
  file: TextFile | null;
}

/** At least one call, in their order. */
export function composeBacklog(calls: BriefCall[], context: CardContext): BacklogDigest {
  const head = headLines(calls, context).map(inert);
  const whole = calls.map((call) => briefLine(call, context));
  const lines = whole.map((line) => inert([cutAtWord(line, LINE)]));
  const listed = fitting(head, lines);
  const isWhole = listed === lines.length;
  const shown = [...head, ...lines.slice(0, listed), ...(isWhole ? [] : [restLine(lines.length - listed)])];
  return {
    message: { html: toHtml(shown), plain: toPlain(shown) },
    listed,
    file: isWhole ? null : { name: fileName(calls, context), text: `${toPlain(head)}\n${whole.join('\n')}\n` },
  };
}

function headLines(calls: BriefCall[], { zone }: CardContext): Line[] {
  const [first, last] = [calls[0], calls.at(-1)].map((call) => (call ? dateTime(call.facts.startedAt, zone) : ''));
  return [
    ['📬 ', { bold: `Пока Telegram не отвечал: ${callCount(calls.length)}` }],
    [`С ${first} до ${last}`],
    ...sumLines(calls),
    ['Пропущенные и красные — отдельными карточками.'],
    [],
  ];
}

/** «🟢 40 · 🟡 20 · ⚪️ 27 без разбора» and «Договорились — 12, думает — 8». */
function sumLines(calls: BriefCall[]): Line[] {
  const analyses = calls.flatMap(({ analysis }) => (isAnalysis(analysis) ? [analysis] : []));
  const colours = tally(
    analyses.map(({ colour }) => COLOUR_MARKS[colour]),
    Object.values(COLOUR_MARKS),
  );
  const unread = calls.length - analyses.length;
  const marks = [
    ...colours.map(([mark, count]) => `${mark} ${count}`),
    ...(unread > 0 ? [`${UNREAD} ${unread} без разбора`] : []),
  ];
  const results = tally(
    analyses.map(({ outcome }) => outcome.result),
    Object.keys(RESULTS),
  );
  const outcomes = results.map(([result, count]) => `${oneLine(label(RESULTS, result) ?? '')} — ${count}`).join(', ');
  return [[marks.join(' · ')], ...(outcomes ? [[cutAtWord(capitalised(outcomes), LINE)]] : [])];
}

/** How many there are of each, in the order of `order`. */
function tally(words: string[], order: string[]): [string, number][] {
  const counts = new Map(order.map((word) => [word, 0]));
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return [...counts].filter(([, count]) => count > 0);
}

/** «🟢 20.11 12:04 📥 Ольга, +7 916 123-45-67 · Заказ кухни». */
function briefLine({ facts, wordless, analysis }: BriefCall, { zone }: CardContext): string {
  const known = isAnalysis(analysis) ? analysis : null;
  const at = DateTime.fromISO(facts.startedAt, { zone }).toFormat('dd.MM HH:mm');
  const title = known?.headline ?? (wordless ? wordlessTitle(facts, wordless) : NO_ANALYSIS_TITLE);
  const said = [clientText(facts, known?.client), title].filter(Boolean).join(' · ');
  const mark = known ? COLOUR_MARKS[known.colour] : UNREAD;
  return oneLine(`${mark} ${at} ${facts.direction === 'in' ? '📥' : '📤'} ${said}`);
}

function restLine(count: number): Line {
  return [`И ещё ${callCount(count)} — в файле ниже.`];
}

/** How many of the lines fit below the head; room is kept for the word of the rest. */
function fitting(head: Line[], lines: Line[]): number {
  const room = MESSAGE - lengthOf(head);
  if (lengthOf(lines) + 1 <= room) return lines.length;
  let used = lengthOf([restLine(lines.length)]) + 1;
  return lines.findIndex((line) => {
    used += lengthOf([line]) + 1;
    return used > room;
  });
}

function fileName(calls: BriefCall[], { zone }: CardContext): string {
  const [first, last] = [calls[0], calls.at(-1)].map((call) =>
    call ? DateTime.fromISO(call.facts.startedAt, { zone }).toFormat('yyyy-MM-dd') : '',
  );
  return first === last ? `Звонки ${first}.txt` : `Звонки с ${first} по ${last}.txt`;
}

function callCount(count: number): string {
  return counted(count, ['звонок', 'звонка', 'звонков']);
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
