import type { Clock, Memory, Pace } from '../../../src/domain/ports.js';
import { agentFor } from '../../../src/lib/proxy.js';
import { type PaceLimits, SqlPace } from '../../../src/store/pace.js';
import { TelegramMessenger, type TelegramOptions } from '../../../src/upstreams/telegram/messenger.js';
import { openBench } from '../../store/bench.js';
import { BotApiServer } from './bot-api-server.js';

export const GROUP = -5007549435;
export const TOKEN = '7012345678:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw0';
export const CARD = { html: '<b>Ольга</b> &lt;Свет&gt;', plain: 'Ольга <Свет>' };

export interface Room extends AsyncDisposable {
  api: BotApiServer;
  messenger: TelegramMessenger;
  memory: Map<string, string>;
}

/** A messenger, its server and its memory; there is no pace to keep unless it is given. */
export async function openRoom(options: Partial<TelegramOptions> = {}): Promise<Room> {
  const api = new BotApiServer();
  const memory = new Map<string, string>();
  const messenger = new TelegramMessenger({
    botToken: TOKEN,
    chatId: GROUP,
    threadId: null,
    apiRoot: await api.apiRoot(),
    agent: await agentFor(null),
    pace: { take: async () => ({ blockedMs: 0 }), block: nothing },
    memory: memoryIn(memory),
    ...options,
  });
  return { api, messenger, memory, [Symbol.asyncDispose]: () => api[Symbol.asyncDispose]() };
}

const USUAL = { perChatMinute: 1_000, gapMs: 0 };

/** A room in which the pace is kept, in a base of its own. */
export async function openPacedRoom(
  limits: PaceLimits = USUAL,
  clock: Clock = () => new Date(),
): Promise<Room & { pace: Pace }> {
  const bench = await openBench();
  const pace = new SqlPace(bench.base, limits, clock);
  const room = await openRoom({ pace });
  return {
    ...{ ...room, pace },
    async [Symbol.asyncDispose]() {
      await room[Symbol.asyncDispose]();
      await bench[Symbol.asyncDispose]();
    },
  };
}

function memoryIn(values: Map<string, string>): Memory {
  return {
    get: async (name) => values.get(name) ?? null,
    set: async (name, value) => {
      values.set(name, value);
    },
  };
}

export async function nothing(): Promise<void> {}

export function running(): AbortSignal {
  return new AbortController().signal;
}

export async function failure(work: Promise<unknown>): Promise<unknown> {
  return work.then(
    () => {
      throw new Error('a failure was expected');
    },
    (error: unknown) => error,
  );
}
