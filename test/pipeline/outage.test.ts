import { expect, it } from 'vitest';
import { agentFor } from '../../src/lib/proxy.js';
import { notify } from '../../src/pipeline/4-notify.js';
import type { Stages } from '../../src/pipeline/stage.js';
import { Worker } from '../../src/pipeline/worker.js';
import { body, hang, reset, type Scripted, status } from '../../src/simulators/script.js';
import { startWorld } from '../../src/simulators/world.js';
import { SqlPace } from '../../src/store/pace.js';
import { TelegramMessenger } from '../../src/upstreams/telegram/messenger.js';
import { call, leg } from '../store/samples.js';
import { insertWaiting } from '../store/waiting.js';
import { plain } from './chat.js';
import { HOLD_MS, openLine } from './line.js';

const DAY_MS = 24 * 3_600_000;

it.each<[string, Scripted, Scripted[]]>([
  ['is a block page', body('<html>Доступ ограничен</html>'), []],
  ['is a block page, after one request that nobody answered', body('<html>Доступ ограничен</html>'), [hang()]],
  ['asks to wait', status(429, { 'retry-after': '30' }), []],
  ['breaks every line', reset(), []],
  ['has a bad gateway', status(502), []],
  ['says nothing', hang(), []],
])('while Telegram %s, cards keep their order, whatever is put back how often', async (_, answer, first) => {
  await using world = await startWorld();
  await using room = await openRoom(world.telegram.url, world.env().TELEGRAM_BOT_TOKEN ?? '');
  const expected = await room.wait(12);
  world.telegram.answer('sendMessage', first);
  world.telegram.answerAlways('*', answer);
  for (let round = 0; round < 3; round++) {
    await room.drain(30);
    // Waits of their own: some are due in each round, and some are not.
    room.bench.pass(2_500 * 2 ** round);
  }
  expect(world.telegram.messages()).toEqual([]);

  world.telegram.answerAlways('*', null);
  room.bench.pass(DAY_MS);
  await room.drain(10_000);
  const texts = world.telegram.messages().map(({ text }) => text.split('\n'));
  expect(texts.map((lines) => lines.find((line) => line.startsWith('in_')))).toEqual(expected);
});

/** Four hands, the real messenger, and a pace that holds nobody. */
async function openRoom(url: string, botToken: string) {
  let stage: Stages['notify'] | null = null;
  const line = await openLine({ notify: async (analyzed, signal) => stage?.(analyzed, signal) });
  const { bench, deliveries, store, carrier } = line;
  const { base, clock } = bench;
  const agent = await agentFor(null);
  const stageWith = (answerMs: number) => {
    const messenger = new TelegramMessenger({
      ...{ botToken, chatId: -5007549435, threadId: null, apiRoot: `${url}/`, agent, answerMs },
      pace: new SqlPace(base, { perChatMinute: 1_000, gapMs: 0 }, clock),
      memory: { get: async () => null, set: async () => undefined },
    });
    const outbox = { messenger, deliveries, clock };
    return notify({
      outbox,
      delivered: async () => undefined,
      compose: async ({ id }) => ({ message: plain(id), file: null }),
    });
  };
  return {
    bench,
    /** The ids in the order of their time, which is not that of the base. */
    async wait(count: number): Promise<string[]> {
      const calls = Array.from({ length: count }, (_, number) => {
        const id = `in_${(number * 7) % count}`;
        const startedAt = new Date(clock().getTime() - 3_600_000 + number * 1_000).toISOString();
        return call(id, [leg({ id: `${id}.1`, startedAt })]);
      });
      await insertWaiting(
        bench,
        [...calls].sort((a, b) => (a.id < b.id ? -1 : 1)),
      );
      return calls.map(({ id }) => id);
    },
    async drain(answerMs: number): Promise<void> {
      stage = stageWith(answerMs);
      await new Worker({ store, carrier, concurrency: 4, holdMs: HOLD_MS }).drain(line.signals);
    },
    async [Symbol.asyncDispose]() {
      agent.destroy();
      await line[Symbol.asyncDispose]();
    },
  };
}
