import type { Asked } from '../asked.js';
import { type Clock, type Reply, Simulator } from '../simulator.js';
import { Chats } from './chats.js';
import { Flood, type FloodLimits } from './flood.js';
import { type Change, type Message, Messages } from './messages.js';
import { type Account, METHODS } from './methods.js';
import { readParams } from './params.js';
import { Refusal, scriptedRefusal } from './refusal.js';
import { Updates } from './updates.js';
import { chatObject, messageObject } from './wire.js';

export interface TelegramOptions {
  token: string;
  /** The chats there are at the start. */
  chatIds: number[];
  flood: FloodLimits;
}

const ANNA = { id: 5001, is_bot: false, first_name: 'Анна' };

export type Listener = (change: Change, message: Message) => void;

/** Telegram's Bot API (apis/telegram.md). Scripts and counts go by the method: `answer('sendMessage', […])`. */
export class Telegram extends Simulator {
  readonly chats = new Chats();
  readonly #token: string;
  readonly #account: Account;
  readonly #listeners = new Set<Listener>();
  /** Ids of messages by people; far from those of the bot. */
  #strangers = 1_000_000;

  constructor(options: TelegramOptions, clock: Clock) {
    super(clock);
    this.#token = options.token;
    const id = Number(options.token.split(':')[0]);
    this.#account = {
      bot: { id, name: 'audiobot', username: 'audiobot_bot' },
      chats: this.chats,
      messages: new Messages(clock, (change, message) => {
        for (const listener of this.#listeners) listener(change, message);
      }),
      flood: new Flood(options.flood, clock),
      updates: new Updates(),
      stopping: this.stopping,
    };
    for (const chatId of options.chatIds) this.chats.add(chatId);
  }

  /** What stands in the chat now, oldest first; without an id, in all of them. */
  messages(chatId?: number): Message[] {
    const { all } = this.#account.messages;
    return all.filter((message) => !message.deleted && (chatId === undefined || message.chatId === chatId));
  }

  /** Tells of every message sent, edited or deleted; call what it returns to hear no more. */
  onMessage(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** The bot is thrown out of the chat or is not in it (403), or may only read it (400). */
  leave(chatId: number): void {
    this.chats.get(chatId).access = 'left';
  }
  kick(chatId: number): void {
    this.chats.get(chatId).access = 'kicked';
  }
  mute(chatId: number): void {
    this.chats.get(chatId).access = 'muted';
  }
  /** The bot is let in again, with all its rights. */
  admit(chatId: number): void {
    this.chats.get(chatId).access = 'member';
  }

  /** The group becomes a supergroup: the old id answers with the new one, the old messages stay behind. */
  upgrade(chatId: number, newId: number): void {
    this.chats.get(chatId).migratedTo = newId;
    this.chats.add(newId, { title: this.chats.get(chatId).title });
  }

  /** Somebody writes in the chat. */
  say(chatId: number, text: string, from: Record<string, unknown> = ANNA): void {
    const chat = chatObject(this.chats.get(chatId));
    const date = Math.floor(this.clock().getTime() / 1000);
    this.#strangers += 1;
    this.#account.updates.add({ message: { message_id: this.#strangers, from, chat, date, text } });
  }

  /** Somebody presses a button under a message of the bot. */
  press(message: Message, data: string, from: Record<string, unknown> = ANNA): void {
    const chat = this.chats.get(message.chatId);
    const shown = messageObject(message, chat, this.#account.bot, undefined);
    const query = { id: `${message.id}${data}`, from, message: shown, chat_instance: String(chat.id), data };
    this.#account.updates.add({ callback_query: query });
  }

  protected async handle(asked: Asked): Promise<Reply> {
    try {
      const [, token, name] = /^\/bot([^/]*)\/(\w+)$/.exec(asked.path) ?? [];
      if (token === undefined || name === undefined) throw new Refusal(404, 'Not Found');
      if (decodeURIComponent(token) !== this.#token) throw new Refusal(401, 'Unauthorized');
      const method = METHODS.get(name.toLowerCase());
      if (method === undefined) throw new Refusal(404, 'Not Found: method not found');
      return { status: 200, body: { ok: true, result: await method(this.#account, await readParams(asked)) } };
    } catch (error) {
      if (error instanceof Refusal) return error.reply;
      throw error;
    }
  }

  protected words(status: number, headers: Record<string, string>): unknown {
    return scriptedRefusal(status, headers);
  }

  protected override nameOf({ path }: Asked): string {
    return path.split('/').at(-1) ?? path;
  }
}
