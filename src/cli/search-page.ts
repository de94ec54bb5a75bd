import { styleText } from 'node:util';
import type { CardContext } from '../card/call-lines.js';
import { headlineText } from '../card/table-texts.js';
import { clockTime } from '../card/words.js';
import { isAnalysis } from '../domain/analysis/analysis.js';
import type { Term } from '../domain/search/query.js';
import { type Snippet, snippetsOf } from '../domain/search/snippets.js';
import type { StoredCall } from '../domain/stored.js';
import { callHead, type Paper } from './call-table.js';
import { fitted, onOneLine, widthOf } from './terminal.js';

interface Look extends Paper {
  /** Whether what was found may be bold; else it stands between asterisks. */
  colours: boolean;
}

const INDENT = '  ';
/** The longest label («open questions: ») and its indent; and what a few pairs of asterisks take. */
const LABEL = 18;
const ASTERISKS = 8;
const LONGEST = 120;
const SHORTEST = 30;

/** Each call in a few lines: its head, what it was about, and where the words stand in it. */
export function searchPage(calls: StoredCall[], terms: Term[], context: CardContext, look: Look): string {
  if (calls.length === 0) return 'nothing found\n';
  return calls.map((call) => `${linesOf(call, terms, context, look).join('\n')}\n`).join('\n');
}

function linesOf(call: StoredCall, terms: Term[], context: CardContext, look: Look): string[] {
  const snippets = snippetsOf(call, terms, snippetRoom(look));
  const headline = call.analysis && isAnalysis(call.analysis) ? onOneLine(headlineText(call.analysis)) : '';
  const isShown = headline === '' || snippets.some((snippet) => snippet.part === 'headline');
  return [
    callHead(call, context, look),
    ...(isShown ? [] : [fitted(INDENT + headline, look.columns)]),
    ...snippets.map((snippet) => snippetLine(snippet, look)),
  ];
}

function snippetRoom({ columns, colours }: Look): number {
  if (columns === null) return LONGEST;
  return Math.min(LONGEST, Math.max(SHORTEST, columns - LABEL - (colours ? 0 : ASTERISKS)));
}

function snippetLine(snippet: Snippet, { columns, colours }: Look): string {
  const label = INDENT + labelOf(snippet);
  const line = label + marked(snippet, colours);
  return columns === null || widthOf(line) <= columns ? line : fitted(label + snippet.text, columns);
}

/** «▸0:31 » in the transcript, «next steps: » in the analysis; a headline speaks for itself. */
function labelOf({ part, at }: Snippet): string {
  if (part === 'headline') return '';
  if (at !== null) return `▸${clockTime(at)} `;
  return `${part.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)}: `;
}

function marked({ text, marks }: Snippet, colours: boolean): string {
  const pieces = marks.map(([start, end], index) => {
    const before = text.slice(marks[index - 1]?.[1] ?? 0, start);
    const found = text.slice(start, end);
    return before + (colours ? styleText('bold', found, { validateStream: false }) : `*${found}*`);
  });
  return pieces.join('') + text.slice(marks.at(-1)?.[1] ?? 0);
}
