import type { Message } from '../domain/ports.js';

/** The same message, marked: nobody knows whether its first sending arrived. */
export function asRepeat(message: Message): Message {
  const mark = '(возможно, повтор)';
  return { html: `<i>${mark}</i>\n${message.html}`, plain: `${mark}\n${message.plain}` };
}
