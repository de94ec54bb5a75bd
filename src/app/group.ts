import type { Config } from '../config/derive.js';
import type { Memory, Messenger, Pace } from '../domain/ports.js';
import type { LineAgent } from '../lib/line-agent.js';
import { TelegramMessenger } from '../upstreams/telegram/messenger.js';

/** The chat for alerts, told without the base: of trouble with the base itself. */
export function openLifeline(config: Config, line: LineAgent): Messenger | null {
  const memory = { get: async () => null, set: async () => undefined };
  const pace = { take: async () => ({ blockedMs: 0 }), block: async () => undefined };
  return openGroup(config, { line, memory, pace })?.alerts ?? null;
}

/** The group for cards and the chat for alerts; null without a bot token. */
export function openGroup(
  config: Config,
  { line, ...needs }: { line: LineAgent; memory: Memory; pace: Pace },
): { cards: Messenger; alerts: Messenger } | null {
  const { telegram } = config;
  if (!telegram.botToken) return null;
  const common = {
    botToken: telegram.botToken,
    chatId: telegram.chatId,
    threadId: telegram.threadId,
    apiRoot: telegram.apiRoot,
    agent: line,
    ...needs,
  };
  const cards = new TelegramMessenger(common);
  const isSame = telegram.alertChatId === telegram.chatId;
  return {
    cards,
    alerts: isSame ? cards : new TelegramMessenger({ ...common, chatId: telegram.alertChatId, threadId: null }),
  };
}
