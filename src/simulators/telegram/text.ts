import { type MarkedText, trimmed } from './entities.js';
import { parseHtml } from './html.js';
import { MarkupFault } from './markup-fault.js';
import type { Params } from './params.js';
import { badRequest } from './refusal.js';

const LONGEST_TEXT = 4096;
const LONGEST_CAPTION = 1024;

/** The text of a message, parsed, trimmed and measured after that in UTF-16 units (apis/telegram.md section 2). */
export function messageText(params: Params): MarkedText {
  if (params.text('text') === '') throw badRequest('message text is empty');
  const marked = markedText(params, 'text');
  if (marked.text === '') throw badRequest('text must be non-empty');
  if (marked.text.length > LONGEST_TEXT) throw badRequest('message is too long');
  return marked;
}

export function captionText(params: Params): MarkedText {
  const marked = markedText(params, 'caption');
  if (marked.text.length > LONGEST_CAPTION) throw badRequest('message caption is too long');
  return marked;
}

function markedText(params: Params, name: string): MarkedText {
  const mode = params.text('parse_mode').toLowerCase();
  const text = params.text(name);
  if (mode === '') return trimmed({ text, entities: [] });
  if (mode !== 'html') throw badRequest('unsupported parse_mode');
  try {
    return trimmed(parseHtml(text));
  } catch (error) {
    if (error instanceof MarkupFault) throw badRequest(`can't parse entities: ${error.message}`);
    throw error;
  }
}
