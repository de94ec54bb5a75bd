import type { Loaded } from '../../config/load.js';
import { isSecretMissing } from '../../config/require-secrets.js';
import { type Finding, fail, ok, warn } from '../../domain/finding.js';
import type { Memory } from '../../domain/ports.js';
import { agentFor } from '../../lib/proxy.js';
import { BotApi } from '../../upstreams/telegram/bot-api.js';
import { type Chat, lookUpBot, lookUpChat } from '../../upstreams/telegram/checkup.js';
import { currentChat } from '../../upstreams/telegram/moved-chat.js';
import { addressOf, toSet } from './keys.js';
import { BARRIERS, botWords, chatName } from './telegram-words.js';

const PART = 'telegram';
const SLOW_MS = 3_000;

/** A chat that is written to, and the keys it is configured by. */
interface Target {
  part: string;
  key: string;
  chatId: number;
  threadId: number | null;
}

/** The bot, the line to it, and every chat it writes to. */
export async function checkTelegram(loaded: Loaded, memory: Memory, signal: AbortSignal): Promise<Finding[]> {
  const { telegram } = loaded.config;
  if (isSecretMissing(loaded.config, 'telegram.botToken') || !telegram.botToken) {
    return [fail(PART, 'нет токена бота', toSet(loaded, 'telegram.botToken'))];
  }
  const agent = await agentFor(telegram.proxy);
  try {
    const api = new BotApi({ botToken: telegram.botToken, apiRoot: telegram.apiRoot, agent });
    const bot = await lookUpBot(api, signal);
    if (bot.ailment) {
      const { text, cure } = botWords(bot.ailment, telegram.apiRoot, telegram.proxy && addressOf(telegram.proxy));
      return [fail(PART, text, cure)];
    }
    const chats = targetsOf(loaded).map((target) => checkChat({ api, memory, botId: bot.found.id }, target, signal));
    return [botFinding(bot.found), ...(await Promise.all(chats)).flat()];
  } finally {
    agent.destroy();
  }
}

function targetsOf({ config: { telegram } }: Loaded): Target[] {
  const { chatId, threadId, alertChatId } = telegram;
  const cards = { part: PART, key: 'telegram.chatId', chatId, threadId };
  const alerts = { part: 'alerts', key: 'telegram.alertChatId', chatId: alertChatId, threadId: null };
  return alertChatId === chatId ? [cards] : [cards, alerts];
}

export function botFinding({ name, tookMs }: { name: string; tookMs: number }): Finding {
  const text = `бот @${name} отвечает за ${tookMs < 1000 ? `${Math.round(tookMs)} мс` : `${Math.round(tookMs / 1000)} с`}`;
  return tookMs > SLOW_MS ? warn(PART, text, 'Telegram здесь замедлен: задайте telegram.proxy.') : ok(PART, text);
}

async function checkChat(
  { api, memory, botId }: { api: BotApi; memory: Memory; botId: number },
  target: Target,
  signal: AbortSignal,
): Promise<Finding[]> {
  const known = await currentChat(memory, target.chatId);
  const look = (chatId: number) => lookUpChat(api, { chatId, threadId: target.threadId }, botId, signal);
  const first = await look(known);
  const movedTo = first.found?.movedTo ?? null;
  const chat = movedTo === null ? first : await look(movedTo);
  if (chat.ailment)
    return [fail(target.part, 'чат не проверить: Telegram перестал отвечать', 'Повторите через минуту.')];
  return chatFindings(target, chat.found, movedTo ?? known);
}

export function chatFindings(target: Target, chat: Chat, chatId: number): Finding[] {
  const { part, key } = target;
  const name = chatName(chat, chatId);
  const move = `группа ${target.chatId} стала супергруппой ${chatId}`;
  const moved = chatId === target.chatId ? [] : [warn(part, move, `Запишите ${key}: ${chatId}.`)];
  const topic = topicFinding(target, chat, name);
  // A topic that is not there keeps nobody out: the card goes into the chat itself.
  if (chat.barrier === null || chat.barrier === 'no-topic') {
    return [...moved, ...topic, ...(topic.length > 0 ? [] : [ok(part, `${name}: бот может писать`)])];
  }
  const { text, cure } = BARRIERS[chat.barrier];
  return [...moved, fail(part, `${name}: ${text}`, cure.replace('{key}', key)), ...topic];
}

function topicFinding({ part, threadId }: Target, { kind, isForum, barrier }: Chat, name: string): Finding[] {
  if (threadId === null || kind === null || (isForum && barrier !== 'no-topic')) return [];
  const text = isForum ? `${name}: темы ${threadId} нет` : `${name}: тем нет, а telegram.threadId задан`;
  return [warn(part, `${text}, карточки пойдут в общую ленту`, BARRIERS['no-topic'].cure)];
}
