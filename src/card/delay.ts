import type { Message } from '../domain/ports.js';
import { delayText } from './words.js';

/** The same message; below its title it says how late it comes. */
export function asDelayed({ html, plain }: Message, delayMs: number): Message {
  const line = `⏳ доставлено с задержкой ${delayText(delayMs)}`;
  return { html: belowTitle(html, `<i>${line}</i>`), plain: belowTitle(plain, line) };
}

function belowTitle(text: string, line: string): string {
  const end = text.indexOf('\n');
  return end < 0 ? `${text}\n${line}` : `${text.slice(0, end)}\n${line}${text.slice(end)}`;
}
