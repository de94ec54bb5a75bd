import type { Clock } from '../simulator.js';
import type { Chat } from './chats.js';
import type { Entity, MarkedText } from './entities.js';
import { badRequest } from './refusal.js';

/** A message as it stands in the chat. */
export interface Message extends MarkedText {
  id: number;
  chatId: number;
  threadId: number | null;
  replyTo: number | null;
  silent: boolean;
  replyMarkup: unknown;
  /** The file of a document; `text` is then the caption. */
  document: Document | null;
  sentAt: Date;
  editedAt: Date | null;
  deleted: boolean;
  /** What it said before each edit, oldest first. */
  history: { text: string; entities: Entity[]; until: Date }[];
}

export interface Document {
  name: string;
  bytes: Buffer;
  text: string;
}

/** What the sender decides. */
export interface Draft extends MarkedText {
  threadId: number | null;
  replyTo: number | null;
  silent: boolean;
  replyMarkup: unknown;
  document: Document | null;
}

export type Change = 'sent' | 'edited' | 'deleted';

/** All messages of all chats; ids count up per supergroup, and together for the basic groups. */
export class Messages {
  readonly all: Message[] = [];
  readonly #lastIds = new Map<number, number>();

  constructor(
    readonly clock: Clock,
    readonly tell: (change: Change, message: Message) => void,
  ) {}

  send(chat: Chat, draft: Draft): Message {
    const state = { sentAt: this.clock(), editedAt: null, deleted: false, history: [] };
    const message: Message = { ...draft, ...state, id: this.#nextId(chat), chatId: chat.id };
    this.all.push(message);
    this.tell('sent', message);
    return message;
  }

  edit(chat: Chat, id: number, { text, entities }: MarkedText, replyMarkup: unknown): Message {
    const message = this.find(chat, id);
    if (message === undefined) throw badRequest('message to edit not found');
    if (message.document !== null) throw badRequest('there is no text in the message to edit');
    const now = JSON.stringify([message.text, message.entities, message.replyMarkup]);
    if (now === JSON.stringify([text, entities, replyMarkup])) throw notModified();
    const before = { text: message.text, entities: message.entities, until: this.clock() };
    message.history.push(before);
    Object.assign(message, { text, entities, replyMarkup, editedAt: before.until });
    this.tell('edited', message);
    return message;
  }

  delete(chat: Chat, id: number): void {
    const message = this.find(chat, id);
    if (message === undefined) throw badRequest('message to delete not found');
    const old = this.clock().getTime() - message.sentAt.getTime() > 48 * 3600_000;
    if (old) throw badRequest("message can't be deleted for everyone");
    message.deleted = true;
    this.tell('deleted', message);
  }

  find(chat: Chat, id: number): Message | undefined {
    return this.all.find((message) => message.chatId === chat.id && message.id === id && !message.deleted);
  }

  #nextId(chat: Chat): number {
    const counter = chat.type === 'supergroup' ? chat.id : 0;
    const id = (this.#lastIds.get(counter) ?? 0) + 1;
    this.#lastIds.set(counter, id);
    return id;
  }
}

function notModified(): Error {
  const both = 'exactly the same as a current content and reply markup of the message';
  return badRequest(`message is not modified: specified new message content and reply markup are ${both}`);
}
