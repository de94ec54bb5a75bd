import { TelegramError } from 'telegraf';
import { legibleLine } from '../../lib/legible.js';

/** A definite no from Telegram: nothing was sent. */
export interface Refusal {
  code: number;
  description: string;
  retryAfterMs: number | null;
  /** The supergroup that the group has become. */
  movedTo: number | null;
}

export type Meaning =
  | 'moved'
  | 'flood'
  | 'bad-token'
  | 'no-such-bot'
  | 'no-access'
  | 'formatting'
  | 'no-topic'
  | 'no-reply'
  | 'unchanged'
  | 'gone'
  | 'refused';

/** Null for what is no answer of Telegram's, and for 5xx: there nobody knows (apis/telegram.md 4). */
export function refusalOf(error: unknown): Refusal | null {
  if (!(error instanceof TelegramError)) return null;
  if (typeof error.code !== 'number' || error.code >= 500) return null;
  const { retry_after: seconds, migrate_to_chat_id: movedTo } = error.parameters ?? {};
  return {
    code: error.code,
    description: harmless(String(error.description)),
    // One second more than asked: asking too early prolongs the ban.
    retryAfterMs: typeof seconds === 'number' ? (seconds + 1) * 1000 : null,
    movedTo: movedTo ?? null,
  };
}

/** Who stands between us and Telegram may say anything, and knows the token: only what looks like words is repeated. */
function harmless(description: string): string {
  return legibleLine(description).replace(/\S{16,}/g, (word) => (/^[A-Za-z_'-]+$/.test(word) ? word : '***'));
}

/** Code and parameters first; words only where there is nothing better. */
export function meaningOf(refusal: Refusal): Meaning {
  if (refusal.movedTo !== null) return 'moved';
  return BY_CODE[refusal.code] ?? BY_WORDS.find(([words]) => words.test(refusal.description))?.[1] ?? 'refused';
}

const BY_CODE: Record<number, Meaning> = {
  401: 'bad-token',
  403: 'no-access',
  404: 'no-such-bot',
  421: 'no-such-bot',
  429: 'flood',
};

const BY_WORDS: [RegExp, Meaning][] = [
  [/not modified/i, 'unchanged'],
  [/repl(y|ied).*(not found|invalid)/i, 'no-reply'],
  [/message to edit not found|can't be edited|message_id_invalid|no text in the message to edit/i, 'gone'],
  [/can't parse entities/i, 'formatting'],
  [/thread not found|topic.*(closed|deleted|not found|invalid)/i, 'no-topic'],
  [/chat not found|peer_id_invalid|deactivated|upgraded to a supergroup/i, 'no-access'],
  // Files alone are forbidden: that is no reason to hold up the cards.
  [/rights to send (documents|media)|send_(docs|media)_forbidden/i, 'refused'],
  [/rights|write_forbidden|admin_required|chat_restricted/i, 'no-access'],
];
