import type { Analyzed } from '../domain/call.js';
import type { Message, TextFile } from '../domain/ports.js';
import { blocksOf } from './blocks.js';
import type { CardContext } from './call-lines.js';
import { fitInto } from './fit.js';
import { escapeHtml, type Line, lengthOf, MESSAGE, shown, toHtml, toPlain } from './rich.js';
import { shortCard } from './short.js';
import { transcriptFile } from './transcript-file.js';
import { transcriptLines, transcriptTitle } from './transcript-text.js';
import { unlinked } from './unlinked.js';

/** The longest visible part, in UTF-16 units. */
export const VISIBLE = 900;
/** Without the marks of a quote an empty line sets it off. */
const BETWEEN = '\n\n';

/** What goes to the group: a message, and the transcript as a file where it does not fit into it. */
export interface Card {
  message: Message;
  file: TextFile | null;
}

export function composeCard(call: Analyzed, context: CardContext): Card {
  if (call.transcript.wordless) return { message: shortCard(call, call.transcript.wordless, context), file: null };
  const visible = fitInto(blocksOf(call, context), VISIBLE);
  const spoken = transcriptLines(call, context).map(shown);
  const quoted = withQuote(visible, transcriptTitle(call), spoken.map(unlinked));
  if (quoted) return { message: quoted, file: null };
  const pointed: Line[] = [...visible, ['▾ Расшифровка — в файле ниже']];
  return {
    message: { html: toHtml(pointed), plain: toPlain(pointed) },
    file: transcriptFile(call, spoken, context),
  };
}

/** The transcript in a folded quote, if all of it fits. */
function withQuote(visible: Line[], title: string, spoken: string[]): Message | null {
  const quote = [title, ...spoken].join('\n');
  if (lengthOf(visible) + BETWEEN.length + quote.length > MESSAGE) return null;
  const html = `<b>${title}</b>\n${spoken.map(escapeHtml).join('\n')}`;
  return {
    html: `${toHtml(visible)}\n<blockquote expandable>${html}</blockquote>`,
    plain: `${toPlain(visible)}${BETWEEN}${quote}`,
  };
}
