import { badRequest, Refusal } from './refusal.js';

/** A chat as the bot finds it. `threads`: topics of a forum, null where there are none. */
export interface Chat {
  id: number;
  title: string;
  type: 'group' | 'supergroup';
  threads: number[] | null;
  access: 'member' | 'muted' | 'left' | 'kicked' | 'deleted';
  /** Where a group went that became a supergroup. */
  migratedTo: number | null;
}

/** The chats there are, and who may still write to them (apis/telegram.md sections 4 and 5). */
export class Chats {
  readonly #chats = new Map<number, Chat>();

  add(id: number, about: Partial<Omit<Chat, 'id' | 'type'>> = {}): Chat {
    const type = String(id).startsWith('-100') ? 'supergroup' : 'group';
    const chat: Chat = { title: 'Звонки', threads: null, access: 'member', migratedTo: null, ...about, id, type };
    this.#chats.set(id, chat);
    return chat;
  }

  /** The chat, whatever its state; throws Refusal where there is none. */
  get(id: number | null): Chat {
    const chat = id === null ? undefined : this.#chats.get(id);
    if (chat === undefined) throw badRequest('chat not found');
    return chat;
  }

  /** The chat, when the bot may act in it. */
  open(id: number | null): Chat {
    const chat = this.get(id);
    if (chat.migratedTo !== null) {
      const description = 'Bad Request: group chat was upgraded to a supergroup chat';
      throw new Refusal(400, description, { migrate_to_chat_id: chat.migratedTo });
    }
    if (chat.access === 'left') throw new Refusal(403, `Forbidden: bot is not a member of the ${chat.type} chat`);
    if (chat.access === 'kicked') throw new Refusal(403, `Forbidden: bot was kicked from the ${chat.type} chat`);
    if (chat.access === 'deleted') throw new Refusal(403, 'Forbidden: the group chat was deleted');
    return chat;
  }

  /** The chat and topic, when the bot may write there. */
  writable(id: number | null, threadId: number | null): Chat {
    const chat = this.open(id);
    if (chat.access === 'muted') throw badRequest('not enough rights to send text messages to the chat');
    if (threadId !== null && !chat.threads?.includes(threadId)) throw badRequest('message thread not found');
    return chat;
  }
}
