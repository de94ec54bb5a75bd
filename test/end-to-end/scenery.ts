import { expect } from 'vitest';
import { rewritten } from '../../src/simulators/script.js';
import { startWorld, type World, type WorldOptions } from '../../src/simulators/world.js';
import { type Account, accountOf, type Generation } from './accounts.js';
import { ASSETS } from './assets.js';
import { openPlace, type Place } from './program.js';

/** The upstreams, and a place to run the program against them; quick steps unless a test wants otherwise. */
export interface Scenery extends AsyncDisposable {
  world: World;
  place: Place;
  account: Account;
}

const QUICK = {
  AUDIOBOT_POLL_SCHEDULE: '* * * * * *',
  AUDIOBOT_PIPELINE_LEASE: '1s',
  AUDIOBOT_NOVOFON_LIMITS: '{statistics: 600, all: 6000}',
  AUDIOBOT_TELEGRAM_LIMITS: '{perChatMinute: 600, gap: 1ms}',
  AUDIOBOT_EMPLOYEES: '{"100": Алексей}',
};

export async function openScenery(
  env: Record<string, string> = {},
  options: WorldOptions = {},
  generation: Generation = 'v1',
): Promise<Scenery> {
  const budgets = { budgets: { statistics: 600, all: 6000 }, pointsPerMinute: 6000 };
  const world = await startWorld({ assets: ASSETS, ...budgets, ...options });
  const access = generation === 'v1' ? world.env() : world.envV2();
  const place = await openPlace({ ...access, ...QUICK, ...env });
  return {
    world,
    place,
    account: accountOf(world, generation),
    async [Symbol.asyncDispose]() {
      await place[Symbol.asyncDispose]();
      await world[Symbol.asyncDispose]();
    },
  };
}

/** A finished sale of a minute, recorded in stereo: each side is transcribed by itself. */
export function addSale({ novofon }: World) {
  return novofon.addIncoming({ seconds: 64 }, { audio: `${ASSETS}/01-sale-visit.mp3` });
}

export const SALE_SIDES = 2;

/** What stands in the group, by the first lines of the messages. */
function titles({ telegram }: World): string[] {
  return telegram.messages().map((message) => message.text.split('\n')[0] ?? '');
}

export const SALE = '🟢 Заказ кухни · замер назначен на чт 26 ноября';

export async function cardsAre(world: World, expected: string[]): Promise<void> {
  await expect.poll(() => titles(world), { timeout: 30_000 }).toEqual(expected);
}

/** Waits for two more passes over the history. */
export async function twoMorePasses({ asked }: Account): Promise<void> {
  const before = asked();
  await expect.poll(asked, { timeout: 30_000 }).toBeGreaterThanOrEqual(before + 2);
}

/** Where recordings go to be heard. */
export const SPEECH = '/v1/audio/transcriptions';

/** From now on a recogniser makes out but one word of whatever is said. */
export function hardlyHear(world: World): void {
  const segments = [{ start: 0.5, end: 4, text: 'Компания.' }];
  world.openai.answerAlways(
    SPEECH,
    rewritten(() => ({ text: 'Компания.', segments })),
  );
}
