import { Novofon, type NovofonOptions } from './novofon/novofon.js';
import { OpenAI, type OpenAIOptions } from './openai/openai.js';
import type { Clock } from './simulator.js';
import { type FloodLimits, NO_FLOOD } from './telegram/flood.js';
import { Telegram } from './telegram/telegram.js';

/** Whatever is left out has a usual value. */
export interface WorldOptions {
  /** Folder with the bundled calls; null: OpenAI knows no recording. */
  assets?: string | null;
  latency?: Partial<OpenAIOptions['latency']>;
  /** Novofon's requests a minute. */
  budgets?: Partial<NovofonOptions['budgets']>;
  /** Novofon's account zone. */
  zone?: string;
  flood?: FloodLimits;
  clock?: Clock;
  novofonKey?: string;
  novofonSecret?: string;
  openaiKey?: string;
  telegramToken?: string;
  chatId?: number;
}

/** All three upstreams, each on a port of its own. */
export interface World extends AsyncDisposable {
  novofon: Novofon;
  openai: OpenAI;
  telegram: Telegram;
  chatId: number;
  /** The environment in which the program talks to this world. */
  env(): Record<string, string>;
}

export async function startWorld(options: WorldOptions = {}): Promise<World> {
  const {
    clock = () => new Date(),
    novofonKey = 'abcdef0123456789abcd',
    novofonSecret = '0123456789abcdef0123',
    openaiKey = 'sk-simulated-0123456789',
    telegramToken = '7000000001:AAsimulated-0123456789abcdefghijklm',
    chatId = -5007549435,
  } = options;
  const budgets = { statistics: 3, all: 100, ...options.budgets };
  const latency = { transcribeMs: 0, analyzeMs: 0, ...options.latency };
  const account = { key: novofonKey, secret: novofonSecret, zone: options.zone ?? 'UTC+3', budgets };
  const bot = { token: telegramToken, chatIds: [chatId], flood: options.flood ?? NO_FLOOD };
  const novofon = new Novofon(account, clock);
  const openai = new OpenAI({ key: openaiKey, assets: options.assets ?? null, latency }, clock);
  const telegram = new Telegram(bot, clock);
  await Promise.all([novofon.listen(), openai.listen(), telegram.listen()]);
  return {
    novofon,
    openai,
    telegram,
    chatId,
    env: () => ({
      NOVOFON_API_KEY: novofonKey,
      NOVOFON_API_SECRET: novofonSecret,
      OPENAI_API_KEY: openaiKey,
      TELEGRAM_BOT_TOKEN: telegramToken,
      AUDIOBOT_NOVOFON_BASE_URL: novofon.url,
      AUDIOBOT_OPENAI_BASE_URL: `${openai.url}/v1`,
      AUDIOBOT_TELEGRAM_API_ROOT: telegram.url,
      AUDIOBOT_TELEGRAM_CHAT_ID: String(chatId),
    }),
    [Symbol.asyncDispose]: async () => {
      await Promise.all([novofon, openai, telegram].map((one) => one[Symbol.asyncDispose]()));
    },
  };
}
