import type { Message, Sent, TextFile } from '../../domain/ports.js';
import { meaningOf, type Refusal } from './refusal.js';

/** A request that puts something into a chat. `plain` is its text without marks, where it has marks. */
export interface Request {
  method: 'sendMessage' | 'editMessageText' | 'sendDocument';
  payload: Payload;
  plain: string | null;
}

/** The fields we use of those that Telegram takes; undefined ones are not sent. */
interface Payload {
  chat_id: number;
  message_id?: number;
  message_thread_id?: number | undefined;
  text?: string;
  parse_mode?: 'HTML' | undefined;
  link_preview_options?: { is_disabled: boolean };
  document?: { source: Buffer; filename: string };
  caption?: string | undefined;
  /** JSON as text: telegraf drops it as an object from an upload (apis/telegram.md 8). */
  reply_parameters?: string | undefined;
}

export function sending(message: Message, chatId: number, threadId: number | null): Request {
  const payload = { chat_id: chatId, message_thread_id: threadId ?? undefined, ...formatted(message) };
  return { method: 'sendMessage', payload, plain: message.plain };
}

export function editing(sent: Sent, message: Message): Request {
  const payload = { chat_id: sent.chatId, message_id: sent.messageId, ...formatted(message) };
  return { method: 'editMessageText', payload, plain: message.plain };
}

/** A reply only where the message replied to is in the same chat: the group may have moved meanwhile. */
export function sendingFile(file: TextFile, replyTo: Sent, chatId: number, threadId: number | null): Request {
  const reply = { message_id: replyTo.messageId, allow_sending_without_reply: true };
  const payload = {
    chat_id: chatId,
    message_thread_id: threadId ?? undefined,
    document: { source: Buffer.from(file.text, 'utf8'), filename: file.name.replace(/["\r\n\\]/g, '_') },
    caption: file.caption,
    reply_parameters: replyTo.chatId === chatId ? JSON.stringify(reply) : undefined,
  };
  return { method: 'sendDocument', payload, plain: null };
}

/** The request without what was refused of it, or null where there is nothing to mend. Each part is mended once. */
export function mended(request: Request, refusal: Refusal): Request | null {
  const { payload, plain } = request;
  const withPayload = (changes: Partial<Payload>): Request => ({ ...request, payload: { ...payload, ...changes } });

  switch (meaningOf(refusal)) {
    case 'moved':
      if (request.method === 'editMessageText' || refusal.movedTo === null) return null;
      return withPayload({ chat_id: refusal.movedTo, reply_parameters: undefined });
    case 'formatting':
      return payload.parse_mode && plain ? withPayload({ text: plain, parse_mode: undefined }) : null;
    case 'no-topic':
      return payload.message_thread_id ? withPayload({ message_thread_id: undefined }) : null;
    case 'no-reply':
      return payload.reply_parameters ? withPayload({ reply_parameters: undefined }) : null;
    default:
      return null;
  }
}

function formatted(message: Message) {
  return { text: message.html, parse_mode: 'HTML' as const, link_preview_options: { is_disabled: true } };
}
