import { fileURLToPath } from 'node:url';
import { expect } from 'vitest';
import { startWorld, type World, type WorldOptions } from '../../src/simulators/world.js';
import { openPlace, type Place } from './program.js';

export const ASSETS = fileURLToPath(new URL('../../assets/calls', import.meta.url));

/** The upstreams, and a place to run the program against them; quick steps unless a test wants otherwise. */
export interface Scenery extends AsyncDisposable {
  world: World;
  place: Place;
}

const QUICK = {
  AUDIOBOT_POLL_SCHEDULE: '* * * * * *',
  AUDIOBOT_PIPELINE_LEASE: '1s',
  AUDIOBOT_NOVOFON_LIMITS: '{statistics: 600, all: 6000}',
  AUDIOBOT_TELEGRAM_LIMITS: '{perChatMinute: 600, gap: 1ms}',
  AUDIOBOT_EMPLOYEES: '{"100": Алексей}',
};

export async function openScenery(env: Record<string, string> = {}, options: WorldOptions = {}): Promise<Scenery> {
  const world = await startWorld({ assets: ASSETS, budgets: { statistics: 600, all: 6000 }, ...options });
  const place = await openPlace({ ...world.env(), ...QUICK, ...env });
  return {
    world,
    place,
    async [Symbol.asyncDispose]() {
      await place[Symbol.asyncDispose]();
      await world[Symbol.asyncDispose]();
    },
  };
}

/** A finished sale of a minute, recorded. */
export function addSale({ novofon }: World) {
  return novofon.addIncoming({ seconds: 64 }, { audio: `${ASSETS}/01-sale-visit.mp3` });
}

/** What stands in the group, by the first lines of the messages. */
function titles({ telegram }: World): string[] {
  return telegram.messages().map((message) => message.text.split('\n')[0] ?? '');
}

export const SALE = '🟢 Заказ кухни · замер назначен на чт 26 ноября';

export async function cardsAre(world: World, expected: string[]): Promise<void> {
  await expect.poll(() => titles(world), { timeout: 30_000 }).toEqual(expected);
}

/** Waits for two more passes over the history. */
export async function twoMorePasses({ novofon }: World): Promise<void> {
  const passes = () => novofon.requestsTo('/v1/statistics/pbx/').length;
  const before = passes();
  await expect.poll(passes, { timeout: 30_000 }).toBeGreaterThanOrEqual(before + 2);
}
