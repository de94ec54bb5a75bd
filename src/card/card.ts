import { isAnalysis, type NoAnalysis } from '../domain/analysis/analysis.js';
import { cutAtWord, HEADLINE } from '../domain/analysis/read.js';
import type { Analyzed } from '../domain/call.js';
import type { Message, TextFile } from '../domain/ports.js';
import { type CardContext, callLine, clientLine, employeeLine } from './call-lines.js';
import { factBlocks } from './facts.js';
import { type Block, fitInto } from './fit.js';
import { COLOUR_MARKS, NO_ANALYSIS_TITLE } from './labels.js';
import { escapeHtml, inert, type Line, lengthOf, MESSAGE, shown, toHtml, toPlain } from './rich.js';
import { shortCard } from './short.js';
import { transcriptFile } from './transcript-file.js';
import { speakingTurns, transcriptLines } from './transcript-text.js';
import { unlinked } from './unlinked.js';

/** The longest visible part, in UTF-16 units. */
export const VISIBLE = 900;
/** Without the marks of a quote an empty line sets it off. */
const BETWEEN = '\n\n';

const NO_ANALYSIS: Record<Exclude<NoAnalysis['none'], 'wordless'>, string> = {
  truncated: 'модель дважды оборвала ответ',
  malformed: 'модель дважды ответила не по форме',
  refused: 'модель отказалась отвечать',
};

/** What goes to the group: a message, and the transcript as a file where it does not fit into it. */
export interface Card {
  message: Message;
  file: TextFile | null;
}

export function composeCard(call: Analyzed, context: CardContext): Card {
  if (call.transcript.wordless) return { message: shortCard(call, call.transcript.wordless, context), file: null };
  const visible = fitInto(blocksOf(call, context), VISIBLE);
  const spoken = transcriptLines(call, context).map(shown);
  const quoted = withQuote(visible, spoken.map(unlinked));
  if (quoted) return { message: quoted, file: null };
  const pointed: Line[] = [...visible, ['▾ Расшифровка — в файле ниже']];
  return {
    message: { html: toHtml(pointed), plain: toPlain(pointed) },
    file: transcriptFile(call, spoken, context),
  };
}

function blocksOf(call: Analyzed, context: CardContext): Block[] {
  const { analysis } = call;
  const always = (line: Line | null): Block[] => (line ? [{ line, worth: 'always' }] : []);
  const about = isAnalysis(analysis) ? analysis.client : undefined;
  const blocks = [
    ...always(titleOf(call)),
    ...always(callLine(call, context)),
    ...always(clientLine(call, about)),
    ...always(employeeLine(call, context, isAnalysis(analysis) ? analysis.employeeName : null)),
    ...(isAnalysis(analysis) ? factBlocks(analysis, speakingTurns(call), context.zone) : always(absenceLine(analysis))),
  ];
  return blocks.map(({ line, worth }) => ({ line: inert(line), worth }));
}

function titleOf({ analysis }: Analyzed): Line {
  return isAnalysis(analysis)
    ? [`${COLOUR_MARKS[analysis.colour]} `, { bold: cutAtWord(analysis.headline, HEADLINE) }]
    : ['⚪️ ', { bold: NO_ANALYSIS_TITLE }];
}

function absenceLine({ none }: NoAnalysis): Line | null {
  return none === 'wordless' ? null : [`🔎 Разбора нет: ${NO_ANALYSIS[none]}. Расшифровка ниже.`];
}

/** The transcript in a folded quote, if all of it fits. */
function withQuote(visible: Line[], spoken: string[]): Message | null {
  const title = 'Расшифровка';
  const quote = [title, ...spoken].join('\n');
  if (lengthOf(visible) + BETWEEN.length + quote.length > MESSAGE) return null;
  const html = `<b>${title}</b>\n${spoken.map(escapeHtml).join('\n')}`;
  return {
    html: `${toHtml(visible)}\n<blockquote expandable>${html}</blockquote>`,
    plain: `${toPlain(visible)}${BETWEEN}${quote}`,
  };
}
