import type { Chat, Chats } from './chats.js';
import type { Flood } from './flood.js';
import type { Document, Message, Messages } from './messages.js';
import type { Params } from './params.js';
import { badRequest, Refusal } from './refusal.js';
import { captionText, messageText } from './text.js';
import type { Updates } from './updates.js';
import { type Bot, botUser, chatObject, messageObject } from './wire.js';

/** What the methods work on. */
export interface Account {
  bot: Bot;
  chats: Chats;
  messages: Messages;
  flood: Flood;
  updates: Updates;
  stopping: AbortSignal;
}

type Method = (account: Account, params: Params) => unknown;

/** The methods there are (apis/telegram.md), by their names in small letters: the server does not mind the case. */
export const METHODS = new Map<string, Method>([
  ['getme', ({ bot }) => botUser(bot)],
  ['getchat', ({ chats }, params) => chatObject(chats.open(chatId(params)))],
  ['getchatmember', getChatMember],
  ['sendmessage', sendMessage],
  ['editmessagetext', editMessageText],
  ['senddocument', sendDocument],
  ['sendchataction', sendChatAction],
  ['deletemessage', deleteMessage],
  ['getupdates', getUpdates],
  ['getwebhookinfo', () => ({ url: '', has_custom_certificate: false, pending_update_count: 0 })],
  ['deletewebhook', () => true],
  ['answercallbackquery', () => true],
  ['setmycommands', setMyCommands],
]);

function getChatMember({ bot, chats }: Account, params: Params): object {
  const { access } = chats.open(chatId(params));
  if (access !== 'muted') return { user: botUser(bot), status: 'member' };
  return { user: botUser(bot), status: 'restricted', is_member: true, can_send_messages: false };
}

function getUpdates({ updates, stopping }: Account, params: Params): Promise<object[]> {
  const [offset, limit, timeout] = ['offset', 'limit', 'timeout'].map((name) => params.number(name));
  return updates.next(offset ?? 0, limit ?? 100, timeout ?? 0, stopping);
}

function deleteMessage({ chats, messages }: Account, params: Params): true {
  messages.delete(chats.open(chatId(params)), messageId(params));
  return true;
}

function sendMessage(account: Account, params: Params): object {
  const chat = account.chats.writable(chatId(params), params.number('message_thread_id'));
  const draft = { ...draftOf(account, chat, params), ...messageText(params), document: null };
  account.flood.pass(chat.id);
  return shown(account, chat, account.messages.send(chat, draft));
}

function editMessageText(account: Account, params: Params): object {
  const chat = account.chats.writable(chatId(params), null);
  const id = messageId(params);
  const text = messageText(params);
  account.flood.pass(chat.id);
  return shown(account, chat, account.messages.edit(chat, id, text, params.json('reply_markup')));
}

async function sendDocument(account: Account, params: Params): Promise<object> {
  const chat = account.chats.writable(chatId(params), params.number('message_thread_id'));
  const draft = { ...draftOf(account, chat, params), ...captionText(params), document: await documentOf(params) };
  account.flood.pass(chat.id);
  return shown(account, chat, account.messages.send(chat, draft));
}

const ACTIONS = ['typing', 'upload_document', 'upload_photo', 'upload_video', 'upload_voice', 'record_voice'];

function sendChatAction({ chats }: Account, params: Params): true {
  chats.writable(chatId(params), params.number('message_thread_id'));
  if (!ACTIONS.includes(params.text('action'))) throw badRequest('wrong parameter action in request');
  return true;
}

function setMyCommands(_: Account, params: Params): true {
  const commands = params.json('commands');
  if (!Array.isArray(commands)) throw badRequest("can't parse commands list JSON object");
  if (commands.length > 100) throw badRequest('BOT_COMMANDS_TOO_MUCH');
  for (const { command, description } of commands) {
    if (!/^\/?[a-z0-9_]{1,32}$/.test(String(command))) throw badRequest('BOT_COMMAND_INVALID');
    if (!/^.{1,256}$/su.test(String(description ?? ''))) throw badRequest('BOT_COMMAND_DESCRIPTION_INVALID');
  }
  return true;
}

function draftOf({ messages }: Account, chat: Chat, params: Params) {
  return {
    threadId: params.number('message_thread_id'),
    replyTo: repliedTo(messages, chat, params),
    silent: params.flag('disable_notification'),
    replyMarkup: params.json('reply_markup'),
  };
}

/** A reply to what is gone is refused unless the sender allows it. */
function repliedTo(messages: Messages, chat: Chat, params: Params): number | null {
  const reply = params.json('reply_parameters');
  if (reply === null) return null;
  const { message_id: id, allow_sending_without_reply: allowed } = Object(reply);
  if (!Number.isInteger(id)) throw badRequest('message identifier is not specified');
  if (messages.find(chat, id) !== undefined) return id;
  if (allowed !== true) throw badRequest('message to be replied not found');
  return null;
}

const LARGEST_FILE = 50 * 1024 * 1024;

async function documentOf(params: Params): Promise<Document> {
  const attached = /^attach:\/\/(.+)$/.exec(params.text('document'))?.[1] ?? 'document';
  const file = params.files.get(attached);
  if (file === undefined) {
    const given = params.text('document') !== '';
    throw badRequest(given ? 'wrong file identifier/HTTP URL specified' : 'there is no document in the request');
  }
  if (file.size > LARGEST_FILE) throw new Refusal(413, 'Request Entity Too Large');
  if (file.size === 0) throw badRequest('file must be non-empty');
  const bytes = Buffer.from(await file.arrayBuffer());
  return { name: file.name, bytes, text: bytes.toString() };
}

function chatId(params: Params): number | null {
  if (params.text('chat_id') === '') throw badRequest('chat_id is empty');
  return params.number('chat_id');
}

function messageId(params: Params): number {
  const id = params.number('message_id');
  if (id === null) throw badRequest('message identifier is not specified');
  return id;
}

function shown({ bot, messages }: Account, chat: Chat, message: Message): object {
  const answered = message.replyTo === null ? undefined : messages.find(chat, message.replyTo);
  return messageObject(message, chat, bot, answered);
}
