import { type Scripted, status } from '../script.js';
import { badRequest, Refusal, tooMany } from './refusal.js';

const HTML = { 'content-type': 'text/html; charset=utf-8' };

/**
 * By name, what the Bot API says that cannot be had from a chat of this world (a chat can be left, muted, deleted,
 * upgraded, flooded), and what a relay or a provider says in its place (apis/telegram.md 4, 5, 8).
 */
export const faults = {
  /** 429 with the wait in the body and in the header; null: in neither. */
  flood: (seconds: number | null) => said(seconds === null ? new Refusal(429, 'Too Many Requests') : tooMany(seconds)),
  /** The old id of a supergroup, which does not say the new one. */
  movedAway: () => said(badRequest('group chat was upgraded to a supergroup chat')),
  blocked: () => said(new Refusal(403, 'Forbidden: bot was blocked by the user')),
  deactivated: () => said(new Refusal(403, 'Forbidden: user is deactivated')),
  writingForbidden: () => said(badRequest('CHAT_WRITE_FORBIDDEN')),
  filesForbidden: () => said(badRequest('not enough rights to send documents to the chat')),
  topicClosed: () => said(badRequest('TOPIC_CLOSED')),
  topicDeleted: () => said(badRequest('TOPIC_DELETED')),
  notEditable: () => said(badRequest("message can't be edited")),
  /** A token outside the range that this server takes. */
  misdirected: () => said(new Refusal(421, 'Misdirected Request')),
  tooLarge: () => said(new Refusal(413, 'Request Entity Too Large')),
  failed: (code: 500 | 502 | 504) => status(code, HTML, `<html><h1>${code}</h1></html>`),

  /** 413 of a relay, which never handed the request on. */
  tooLargeForRelay: () => status(413, HTML, '<html><h1>413 Request Entity Too Large</h1></html>'),
  relayRefuses: () => status(403, {}, { error: 'forbidden' }),
  /** A provider that puts his own page in Telegram's place. */
  blockPage: (code: 200 | 403 | 451 = 200) => status(code, HTML, '<html><h1>Доступ ограничен</h1></html>'),
} satisfies Record<string, (...given: never[]) => Scripted>;

function said({ code, reply }: Refusal): Scripted {
  return status(code, reply.headers, reply.body);
}
