import { Novofon, type NovofonOptions } from './novofon/novofon.js';
import { NovofonV2 } from './novofon-v2/novofon-v2.js';
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
  /** The zone of the account on Novofon 2.0. */
  zoneV2?: string;
  /** Novofon 2.0's points a minute and a day. */
  pointsPerMinute?: number;
  pointsPerDay?: number;
  /** Whether our address is on Novofon 2.0's list; the real one begins without. */
  ipAllowed?: boolean;
  /** Novofon 2.0's virtual numbers. */
  numbers?: string[];
  flood?: FloodLimits;
  clock?: Clock;
  novofonKey?: string;
  novofonSecret?: string;
  novofonToken?: string;
  openaiKey?: string;
  telegramToken?: string;
  chatId?: number;
}

/** All the upstreams, each on a port of its own; Novofon in both its generations. */
export interface World extends AsyncDisposable {
  novofon: Novofon;
  novofonV2: NovofonV2;
  openai: OpenAI;
  telegram: Telegram;
  chatId: number;
  /** The environment in which the program talks to this world. */
  env(): Record<string, string>;
  /** The same for a program that uses Novofon 2.0. */
  envV2(): Record<string, string>;
}

export async function startWorld(options: WorldOptions = {}): Promise<World> {
  const {
    clock = () => new Date(),
    novofonKey = 'abcdef0123456789abcd',
    novofonSecret = '0123456789abcdef0123',
    novofonToken = 'simulated0123456789accesstoken',
    openaiKey = 'sk-simulated-0123456789',
    telegramToken = '7000000001:AAsimulated-0123456789abcdefghijklm',
    chatId = -5007549435,
  } = options;
  const budgets = { statistics: 3, all: 100, ...options.budgets };
  const latency = { transcribeMs: 0, analyzeMs: 0, ...options.latency };
  const account = { key: novofonKey, secret: novofonSecret, zone: options.zone ?? 'UTC+3', budgets };
  const accountV2 = {
    token: novofonToken,
    zone: options.zoneV2 ?? 'Europe/Moscow',
    pointsPerMinute: options.pointsPerMinute ?? 50,
    pointsPerDay: options.pointsPerDay ?? 15_000,
    numbers: options.numbers ?? ['79843330712'],
    ipAllowed: options.ipAllowed ?? true,
  };
  const bot = { token: telegramToken, chatIds: [chatId], flood: options.flood ?? NO_FLOOD };
  const novofon = new Novofon(account, clock);
  const novofonV2 = new NovofonV2(accountV2, clock);
  const openai = new OpenAI({ key: openaiKey, assets: options.assets ?? null, latency }, clock);
  const telegram = new Telegram(bot, clock);
  const all = [novofon, novofonV2, openai, telegram];
  await Promise.all(all.map((one) => one.listen()));
  const others = () => ({
    OPENAI_API_KEY: openaiKey,
    TELEGRAM_BOT_TOKEN: telegramToken,
    AUDIOBOT_OPENAI_BASE_URL: `${openai.url}/v1`,
    AUDIOBOT_TELEGRAM_API_ROOT: telegram.url,
    AUDIOBOT_TELEGRAM_CHAT_ID: String(chatId),
  });
  return {
    novofon,
    novofonV2,
    openai,
    telegram,
    chatId,
    env: () => ({
      NOVOFON_API_KEY: novofonKey,
      NOVOFON_API_SECRET: novofonSecret,
      AUDIOBOT_NOVOFON_BASE_URL: novofon.url,
      ...others(),
    }),
    envV2: () => ({
      NOVOFON_ACCESS_TOKEN: novofonToken,
      AUDIOBOT_NOVOFON_BASE_URL: `${novofonV2.url}/v2.0`,
      AUDIOBOT_NOVOFON_MEDIA_URL: novofonV2.url,
      ...others(),
    }),
    [Symbol.asyncDispose]: async () => {
      await Promise.all(all.map((one) => one[Symbol.asyncDispose]()));
    },
  };
}
