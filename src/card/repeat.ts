import type { Message, TextFile } from '../domain/ports.js';

const MARK = '(возможно, повтор)';

/** The same message, marked: nobody knows whether its first sending arrived. */
export function asRepeat(message: Message): Message {
  return { html: `<i>${MARK}</i>\n${message.html}`, plain: `${MARK}\n${message.plain}` };
}

/** The same for a file. */
export function asRepeatedFile(file: TextFile): TextFile {
  return { ...file, caption: MARK };
}
