import { z } from 'zod';
import { type Fault, UpstreamError } from '../../domain/trouble.js';
import { NO_LINE } from '../../lib/no-line.js';
import { type Meaning, meaningOf, type Refusal, refusalOf } from './refusal.js';

/** What was tried: only a `send` that went wrong half-way may leave a message behind that nobody knows of. */
export type Attempt = 'send' | 'edit' | 'ask';

/**
 * What telegraf threw, as ours. Nothing of the foreign error is kept but a few of its words: its `on` holds the whole
 * card, its message may hold the token (apis/telegram.md 8).
 */
export function troubleOf(error: unknown, attempt: Attempt): UpstreamError {
  const refusal = refusalOf(error);
  if (refusal) return troubleOfRefusal(refusal);

  const failure = failureShape.safeParse(error).data;
  if (failure?.code === NO_LINE) {
    return new UpstreamError('telegram', 'transient', `no line to Telegram: ${reasonIn(failure.message)}`);
  }
  if (failure && answeredByAnother(failure)) {
    return new UpstreamError('telegram', 'transient', 'somebody between here and Telegram answered in its place');
  }
  const trouble = attempt === 'send' ? 'uncertain' : 'transient';
  const cause = failure ? { cause: new Error(wordsOf(failure)) } : {};
  return new UpstreamError('telegram', trouble, 'no definite answer from Telegram', cause);
}

/** A definite no, as ours. */
export function troubleOfRefusal(refusal: Refusal): UpstreamError {
  const words = refusal.description.slice(0, 200);
  const retryAfterMs = refusal.retryAfterMs ?? undefined;
  const as = (trouble: 'transient' | 'rejected', message: string) =>
    new UpstreamError('telegram', trouble, message, { retryAfterMs });
  const refused = (fault: Fault, message: string) => new UpstreamError('telegram', 'unauthorized', message, { fault });

  const meanings: Partial<Record<Meaning, UpstreamError>> = {
    flood: as('transient', 'Telegram asks to wait'),
    moved: as('transient', 'the group has become a supergroup with another id'),
    'bad-token': refused('key', 'the bot token is not accepted (telegram.botToken)'),
    'no-such-bot': refused('key', 'no such bot at this address (telegram.botToken, telegram.apiRoot)'),
    'no-access': refused('chat', `the bot may not write to the chat (telegram.chatId): ${words}`),
    formatting: as('rejected', 'Telegram cannot read the formatting'),
  };
  return meanings[meaningOf(refusal)] ?? as('rejected', `Telegram refused: ${words}`);
}

/** A node-fetch error (`type`, a system `code`), a TelegramError of 5xx or without a code, or an AbortError. */
const failureShape = z.object({
  name: z.string(),
  message: z.string(),
  type: z.string().optional(),
  code: z.union([z.string(), z.number()]).optional(),
});
type Failure = z.infer<typeof failureShape>;

/** A block page, a way to one, or a relay's own error: HTML, or JSON without Telegram's error code. */
function answeredByAnother(failure: Failure): boolean {
  if (failure.type?.endsWith('redirect')) return true;
  if (failure.type === 'invalid-json') return /unexpected token '?</i.test(failure.message);
  return failure.message.startsWith('undefined: ');
}

function wordsOf({ name, type, code, message }: Failure): string {
  // The message of other types quotes the answer, and with it the card.
  const reason = type === 'system' ? reasonIn(message) : undefined;
  return [name, type, code, reason].filter((word) => word !== undefined).join(' ');
}

/** node-fetch: `request to <address with the token> failed, reason: <reason>`. */
function reasonIn(message: string): string {
  return message.split('reason: ').slice(1).join(' ');
}
