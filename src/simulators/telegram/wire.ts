import type { Chat } from './chats.js';
import type { Document, Message } from './messages.js';

export interface Bot {
  id: number;
  name: string;
  username: string;
}

export function botUser(bot: Bot): object {
  return { id: bot.id, is_bot: true, first_name: bot.name, username: bot.username };
}

/** `Chat` as the Bot API shows it. */
export function chatObject(chat: Chat): object {
  const { id, title, type } = chat;
  return { id, title, type, ...(chat.threads === null ? {} : { is_forum: true }) };
}

/** `Message` as the Bot API shows it; fields that do not apply are left out. */
export function messageObject(message: Message, chat: Chat, bot: Bot, answered: Message | undefined): object {
  const { entities, editedAt, threadId, replyMarkup } = message;
  return {
    message_id: message.id,
    from: botUser(bot),
    chat: chatObject(chat),
    date: seconds(message.sentAt),
    ...(editedAt === null ? {} : { edit_date: seconds(editedAt) }),
    ...(threadId === null ? {} : { message_thread_id: threadId, is_topic_message: true }),
    ...(answered === undefined ? {} : { reply_to_message: messageObject(answered, chat, bot, undefined) }),
    ...contentOf(message, entities),
    ...(replyMarkup === null ? {} : { reply_markup: replyMarkup }),
  };
}

function contentOf({ text, document }: Message, entities: object[]): object {
  if (document === null) return { text, ...(entities.length > 0 ? { entities } : {}) };
  const caption = text === '' ? {} : { caption: text, ...(entities.length > 0 ? { caption_entities: entities } : {}) };
  return { document: documentObject(document), ...caption };
}

function documentObject(document: Document): object {
  const id = Buffer.from(`${document.name} ${document.bytes.length}`).toString('base64url');
  return {
    file_name: document.name,
    mime_type: document.name.endsWith('.txt') ? 'text/plain' : 'application/octet-stream',
    file_id: `BQAC${id}`,
    file_unique_id: id.slice(0, 15),
    file_size: document.bytes.length,
  };
}

function seconds(at: Date): number {
  return Math.floor(at.getTime() / 1000);
}
