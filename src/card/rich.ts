import { legibleLine } from '../lib/legible.js';
import { bound } from './bound.js';
import { JOINER, unlinked } from './unlinked.js';

/** The longest message, in UTF-16 units: Telegram takes 4,096, less the marks of a repeat and of a delay. */
export const MESSAGE = 3_996;

/** A piece of a line: plain text, or bold. Foreign text goes in as it is; it is made legible and escaped on the way out. */
type Span = string | { bold: string };
export type Line = Span[];

/** HTML as Telegram reads it (apis/telegram.md 2). */
export function toHtml(lines: Line[]): string {
  return lines.map((line) => line.map(spanToHtml).join('')).join('\n');
}

export function toPlain(lines: Line[]): string {
  return lines.map((line) => line.map(textOf).join('')).join('\n');
}

/** Length as Telegram counts: UTF-16 units of the text without its marks. */
export function lengthOf(lines: Line[]): number {
  return toPlain(lines).length;
}

/** The line as foreign words may stand in it: nothing in it can be tapped. */
export function inert(line: Line): Line {
  const inertText = (text: string) => unlinked(shown(text));
  return line.map((span) => (typeof span === 'string' ? inertText(span) : { bold: inertText(span.bold) }));
}

/** On one line, and with nothing that is not seen but the joiners of our own. */
export function shown(text: string): string {
  return text.split(JOINER).map(legibleLine).join(JOINER);
}

export function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

function spanToHtml(span: Span): string {
  const text = escapeHtml(bound(textOf(span)));
  return typeof span === 'string' ? text : `<b>${text}</b>`;
}

function textOf(span: Span): string {
  return shown(typeof span === 'string' ? span : span.bold);
}
