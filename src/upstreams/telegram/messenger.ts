import { z } from 'zod';
import type { BeforeWriting, Memory, Message, Messenger, Pace, Sent, TextFile } from '../../domain/ports.js';
import { UpstreamError } from '../../domain/trouble.js';
import { BotApi, type BotApiOptions } from './bot-api.js';
import { Lane, neverSent } from './lane.js';
import { currentChat, rememberMove } from './moved-chat.js';
import { meaningOf, type Refusal, refusalOf } from './refusal.js';
import { editing, mended, type Request, sending, sendingFile } from './request.js';
import { type Attempt, troubleOf, troubleOfRefusal } from './trouble.js';

export interface TelegramOptions extends BotApiOptions {
  chatId: number;
  /** A topic of the group. */
  threadId: number | null;
  pace: Pace;
  memory: Memory;
  /** How long an answer is waited for. */
  answerMs?: number;
}

const ANSWER_MS = 60_000;
const PING_MS = 15_000;

/** Moved, formatting, topic and reply: more cannot be wrong with one message. */
const MENDS = 4;

/** One chat of the group (apis/telegram.md). Throws UpstreamError('telegram', …); sends nothing twice by itself. */
export class TelegramMessenger implements Messenger {
  private readonly api: BotApi;
  private readonly lane: Lane;
  private readonly answerMs: number;

  constructor(private readonly options: TelegramOptions) {
    this.api = new BotApi(options);
    this.lane = new Lane(options.pace);
    this.answerMs = options.answerMs ?? ANSWER_MS;
  }

  send(message: Message, beforeWriting: BeforeWriting, signal: AbortSignal): Promise<Sent> {
    return this.deliver((chatId) => sending(message, chatId, this.options.threadId), beforeWriting, signal);
  }

  sendFile(file: TextFile, replyTo: Sent, beforeWriting: BeforeWriting, signal: AbortSignal): Promise<Sent> {
    return this.deliver((chatId) => sendingFile(file, replyTo, chatId, this.options.threadId), beforeWriting, signal);
  }

  async edit(sent: Sent, message: Message, signal: AbortSignal): Promise<'edited' | 'gone'> {
    const chatId = await currentChat(this.options.memory, sent.chatId);
    if (chatId !== sent.chatId) return 'gone';
    return this.lane.run(async () => {
      await this.lane.turn(chatId, signal);
      const answer = await this.post(editing(sent, message), 'edit', signal);
      return answer.refusal ? outcomeOfEdit(answer.refusal) : 'edited';
    }, signal);
  }

  async ping(signal: AbortSignal): Promise<void> {
    try {
      await this.api.call('getMe', {}, Math.min(PING_MS, this.answerMs), signal);
    } catch (error) {
      throw troubleOf(error, 'ask');
    }
  }

  private deliver(
    request: (chatId: number) => Request,
    beforeWriting: BeforeWriting,
    signal: AbortSignal,
  ): Promise<Sent> {
    return this.lane.run(async () => {
      const chatId = await currentChat(this.options.memory, this.options.chatId);
      await this.lane.turn(chatId, signal);
      await beforeWriting();
      if (signal.aborted) throw neverSent();
      const answer = await this.post(request(chatId), 'send', signal);
      if (answer.refusal) throw troubleOfRefusal(answer.refusal);
      return sentFrom(answer.result);
    }, signal);
  }

  /** Asks, and asks again without what was refused. */
  private async post(request: Request, attempt: Attempt, signal: AbortSignal, mendsLeft = MENDS): Promise<Answer> {
    const answer = await this.ask(request, attempt, signal);
    if (!answer.refusal) return answer;
    const { retryAfterMs, movedTo } = answer.refusal;
    if (retryAfterMs !== null) await this.lane.block(request.payload.chat_id, retryAfterMs);
    if (movedTo !== null) await rememberMove(this.options.memory, request.payload.chat_id, movedTo);
    const next = mendsLeft > 0 ? mended(request, answer.refusal) : null;
    if (!next) return answer;
    await this.lane.turn(next.payload.chat_id, signal);
    return this.post(next, attempt, signal, mendsLeft - 1);
  }

  private async ask({ method, payload }: Request, attempt: Attempt, signal: AbortSignal): Promise<Answer> {
    try {
      return { result: await this.api.call(method, payload, this.answerMs, signal), refusal: null };
    } catch (error) {
      const refusal = refusalOf(error);
      if (!refusal) throw troubleOf(error, attempt);
      return { refusal };
    }
  }
}

type Answer = { result: unknown; refusal: null } | { refusal: Refusal };

const sentShape = z.object({ message_id: z.number(), chat: z.object({ id: z.number() }) });

function sentFrom(result: unknown): Sent {
  const sent = sentShape.safeParse(result).data;
  if (!sent) throw new UpstreamError('telegram', 'uncertain', 'Telegram took the message but did not name it');
  return { chatId: sent.chat.id, messageId: sent.message_id };
}

/** Already so, or nothing to edit any more: both are good ends. */
function outcomeOfEdit(refusal: Refusal): 'edited' | 'gone' {
  const meaning = meaningOf(refusal);
  if (meaning === 'unchanged') return 'edited';
  if (meaning === 'gone' || meaning === 'moved') return 'gone';
  throw troubleOfRefusal(refusal);
}
