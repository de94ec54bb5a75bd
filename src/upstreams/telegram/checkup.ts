import { z } from 'zod';
import type { BotApi } from './bot-api.js';
import { type Meaning, meaningOf, type Refusal, refusalOf } from './refusal.js';
import { troubleOf } from './trouble.js';

/** What is wrong with the bot, or with the way to Telegram. */
export type BotAilment =
  | 'bad-token'
  | 'wrong-address'
  | 'slow-down'
  | 'proxy-login'
  | 'no-line'
  | 'foreign-answer'
  | 'failed';

export interface Bot {
  id: number;
  name: string;
  /** How long its answer took. */
  tookMs: number;
}

/** What keeps the bot from writing into a chat. */
export type Barrier = 'not-found' | 'kicked' | 'left' | 'deleted' | 'blocked' | 'muted' | 'no-topic' | 'refused';

export interface Chat {
  title: string | null;
  kind: string | null;
  isForum: boolean;
  /** The supergroup that the group has become. */
  movedTo: number | null;
  /** Null: the bot may write. */
  barrier: Barrier | null;
}

/** Either what was asked for, or why it could not be asked. */
export type Checked<Found> = { found: Found; ailment: null } | { found: null; ailment: BotAilment };

export interface Place {
  chatId: number;
  threadId: number | null;
}

/** Longer than any caller waits. */
const ANSWER_MS = 60_000;

const meShape = z.object({ id: z.number(), username: z.string().catch('') });
const chatShape = z.object({
  type: z.string(),
  title: z.string().optional(),
  is_forum: z.boolean().optional(),
});
const memberShape = z.object({
  status: z.string(),
  can_send_messages: z.boolean().optional(),
  can_post_messages: z.boolean().optional(),
});

/** `getMe`: the token, the line, and how quick it is. */
export async function lookUpBot(api: BotApi, signal: AbortSignal): Promise<Checked<Bot>> {
  const startedMs = performance.now();
  return checked(signal, async () => {
    const { id, username } = meShape.parse(await api.call('getMe', {}, ANSWER_MS, signal));
    return { id, name: username, tookMs: performance.now() - startedMs };
  });
}

/** The chat, what the bot is in it, and whether it may write there: «typing…» is a test that leaves no message. */
export async function lookUpChat(
  api: BotApi,
  place: Place,
  botId: number,
  signal: AbortSignal,
): Promise<Checked<Chat>> {
  const { chatId: chat_id, threadId } = place;
  const typing = { chat_id, action: 'typing', ...(threadId === null ? {} : { message_thread_id: threadId }) };
  return checked(signal, async () => {
    const [chat, member, write] = await Promise.all([
      ask(api, 'getChat', { chat_id }, signal),
      ask(api, 'getChatMember', { chat_id, user_id: botId }, signal),
      ask(api, 'sendChatAction', typing, signal),
    ]);
    const about = chatShape.safeParse(chat.result).data;
    const refusals = [write.refusal, chat.refusal, member.refusal].filter((refusal) => refusal !== null);
    return {
      title: about?.title ?? null,
      kind: about?.type ?? null,
      isForum: about?.is_forum ?? false,
      movedTo: refusals.find(({ movedTo }) => movedTo !== null)?.movedTo ?? null,
      barrier: barrierOf(about?.type, memberShape.safeParse(member.result).data, write.refusal),
    };
  });
}

type Answer = { result: unknown; refusal: null } | { result: null; refusal: Refusal };

/** A refusal that concerns the bot itself, and not the chat, is thrown. */
async function ask(api: BotApi, method: string, payload: object, signal: AbortSignal): Promise<Answer> {
  try {
    return { result: await api.call(method, payload, ANSWER_MS, signal), refusal: null };
  } catch (error) {
    const refusal = refusalOf(error);
    if (!refusal || OF_THE_BOT[meaningOf(refusal)]) throw error;
    return { result: null, refusal };
  }
}

function barrierOf(
  kind: string | undefined,
  member: z.infer<typeof memberShape> | undefined,
  write: Refusal | null,
): Barrier | null {
  if (member?.status === 'kicked' || member?.status === 'left') return member.status;
  // Channels know no «typing…»: there the rights alone tell.
  if (kind === 'channel' && member) return member.can_post_messages === false ? 'muted' : null;
  if (member?.status === 'restricted' && member.can_send_messages === false) return 'muted';
  return write && barrierIn(write);
}

function barrierIn(refusal: Refusal): Barrier {
  if (meaningOf(refusal) === 'no-topic') return 'no-topic';
  return BY_WORDS.find(([words]) => words.test(refusal.description))?.[1] ?? 'refused';
}

const BY_WORDS: [RegExp, Barrier][] = [
  [/chat not found|peer_id_invalid/i, 'not-found'],
  [/kicked/i, 'kicked'],
  [/not a member/i, 'left'],
  [/deleted|deactivated/i, 'deleted'],
  [/blocked/i, 'blocked'],
  [/rights|write_forbidden|admin_required|chat_restricted/i, 'muted'],
];

const OF_THE_BOT: Partial<Record<Meaning, BotAilment>> = {
  'bad-token': 'bad-token',
  'no-such-bot': 'wrong-address',
  flood: 'slow-down',
};

async function checked<Found>(signal: AbortSignal, work: () => Promise<Found>): Promise<Checked<Found>> {
  try {
    return { found: await work(), ailment: null };
  } catch (error) {
    if (signal.aborted) throw signal.reason;
    return { found: null, ailment: ailmentOf(error) };
  }
}

function ailmentOf(error: unknown): BotAilment {
  if (error instanceof z.ZodError) return 'foreign-answer';
  const refusal = refusalOf(error);
  if (refusal) return OF_THE_BOT[meaningOf(refusal)] ?? 'failed';
  const { message } = troubleOf(error, 'ask');
  if (message.startsWith('no line')) return /\(407\)|authentication/i.test(message) ? 'proxy-login' : 'no-line';
  return message.startsWith('somebody') ? 'foreign-answer' : 'failed';
}
