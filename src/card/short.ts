import type { CallError, CallFacts } from '../domain/call.js';
import type { Message } from '../domain/ports.js';
import type { Wordless } from '../domain/transcript/transcript.js';
import { type CardContext, callLine, clientLine, employeeLine } from './call-lines.js';
import { FAILURES } from './labels.js';
import { inert, type Line, toHtml, toPlain } from './rich.js';

/** A card of a call without words: at most 350 UTF-16 units. */
export function shortCard(call: CallFacts, wordless: Wordless, context: CardContext): Message {
  return messageOf(call, wording(call, wordless), context);
}

/** «📥 … · расшифровываю…»: the header of a call that is being worked on. */
export function headerMessage(call: CallFacts, context: CardContext): Message {
  return asMessage([callLine(call, context, ' · расшифровываю…'), clientLine(call), employeeLine(call, context)]);
}

/** In place of the card of a call that was given up. */
export function failureMessage(call: CallFacts, error: CallError, context: CardContext): Message {
  const reason = ' · причина в журнале и в audiobot show';
  return messageOf(call, { emoji: '⚠️', title: FAILURES[error.stage], addition: reason }, context);
}

/** «Пропущенный звонок»: what such a call is called. */
export function wordlessTitle(call: CallFacts, wordless: Wordless): string {
  return wording(call, wordless).title;
}

interface Wording {
  emoji: string;
  title: string;
  addition?: string;
}

function wording(call: CallFacts, wordless: Wordless): Wording {
  switch (wordless) {
    case 'missed':
      return call.direction === 'in'
        ? { emoji: '🔴', title: 'Пропущенный звонок' }
        : { emoji: '⚪️', title: 'Не дозвонились' };
    case 'unrecorded':
    case 'overdue':
      return { emoji: '⚪️', title: 'Разговор без записи', addition: ', записи нет' };
    case 'silent':
      return { emoji: '⚪️', title: 'В записи нет речи', addition: ' · речи нет, 0 ₽' };
    case 'unrecognised':
      return { emoji: '⚪️', title: 'Слов не разобрать', addition: ' · слова не распознаны' };
  }
}

function messageOf(call: CallFacts, wording: Wording, context: CardContext): Message {
  const heading: Line = [`${wording.emoji} `, { bold: wording.title }];
  return asMessage([heading, callLine(call, context, wording.addition), clientLine(call), employeeLine(call, context)]);
}

function asMessage(lines: (Line | null)[]): Message {
  const present = lines.filter((line): line is Line => line !== null).map(inert);
  return { html: toHtml(present), plain: toPlain(present) };
}
