import { DateTime } from 'luxon';
import type { Analyzed } from '../domain/call.js';
import type { TextFile } from '../domain/ports.js';
import { type CardContext, callLine, clientLine, employeeLine } from './call-lines.js';
import { type Line, toPlain } from './rich.js';

/** The whole transcript as a text file, headed by the facts of the call. */
export function transcriptFile(call: Analyzed, spoken: string[], context: CardContext): TextFile {
  const at = DateTime.fromISO(call.startedAt, { zone: context.zone });
  const head = [callLine(call, context), clientLine(call), employeeLine(call, context)].filter(
    (line): line is Line => line !== null,
  );
  return {
    name: `Расшифровка ${at.toFormat('yyyy-MM-dd HH-mm')}.txt`,
    text: `${toPlain(head)}\n\n${spoken.join('\n')}\n`,
  };
}
