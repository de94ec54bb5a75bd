/** The longest message, in UTF-16 units: Telegram takes 4096, less the marks of a repeat and of a delay. */
export const MESSAGE = 4096 - 70;

/** A piece of a line: plain text, or bold. Foreign text goes in as it is; it is escaped on the way out. */
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

export function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

function spanToHtml(span: Span): string {
  return typeof span === 'string' ? escapeHtml(span) : `<b>${escapeHtml(span.bold)}</b>`;
}

function textOf(span: Span): string {
  return typeof span === 'string' ? span : span.bold;
}
