import { describe, expect, it } from 'vitest';
import { QUOTA_GONE, REGION_REFUSED } from '../../src/simulators/openai/api-error.js';
import { status } from '../../src/simulators/script.js';
import type { World } from '../../src/simulators/world.js';
import type { Place } from './program.js';
import { addSale, openScenery, SALE, SALE_SIDES, type Scenery } from './scenery.js';

const PATIENCE = { timeout: 30_000 };
const ALERTS = -100700;

describe('what a person must mend', () => {
  it('an address that Novofon 2.0 does not let in: one alert, few questions, and on when it is let in', async () => {
    await using scenery = await openScenery({ AUDIOBOT_LOG_LEVEL: 'debug' }, { ipAllowed: false }, 'v2');
    const { world, place, account } = scenery;
    account.sale();
    const daemon = await place.serve();
    await expect.poll(() => titles(world), PATIENCE).toEqual(['🛠 Novofon не пускает адрес этой машины']);
    expect(world.telegram.messages()[0]?.text).toContain('203.0.113.7');
    const ready = await fetch(`${daemon.address}/api/ready`);
    expect([ready.status, await ready.json()]).toMatchObject([503, { upstreams: { novofon: 'refuses us' } }]);
    expect((await fetch(`${daemon.address}/api/health`)).status).toBe(200);
    const asked = world.novofonV2.requests.length;
    await daemon.said(/(?:could not be asked[\s\S]*){3}/);
    expect(world.novofonV2.requests.length, 'passes that ask nothing').toBe(asked);

    world.novofonV2.accept();
    await mended(place);
    const expected = ['🛠 Novofon не пускает адрес этой машины', '✅ Novofon снова работает', SALE];
    await expect.poll(() => titles(world).sort(), PATIENCE).toEqual(expected.sort());
    await expect.poll(async () => (await fetch(`${daemon.address}/api/ready`)).status, PATIENCE).toBe(200);
  });

  it.each([
    ['money', '/v1/audio/transcriptions', status(429, {}, QUOTA_GONE), 'На счёте OpenAI кончились деньги'],
    ['a country', '/v1/chat/completions', status(403, {}, REGION_REFUSED), 'OpenAI не работает в этой стране'],
    ['a key', '/v1/audio/transcriptions', status(401), 'OpenAI не принимает ключ'],
  ])('%s: calls wait, missed ones are told all the same, one alert, one question', async (_, path, refusal, title) => {
    await using scenery = await openScenery({ AUDIOBOT_TELEGRAM_EARLY: 'false' });
    const { world, place } = scenery;
    world.openai.answerAlways(path, refusal);
    for (let call = 0; call < 3; call++) addSale(world);
    await place.serve();
    await expect.poll(() => titles(world), PATIENCE).toEqual([`🛠 ${title}`]);
    scenery.account.missed();
    await expect.poll(() => titles(world), PATIENCE).toEqual([`🛠 ${title}`, '🔴 Пропущенный звонок']);
    // Those that were under way in the same moment had begun to ask.
    expect(world.openai.requestsTo(path).length).toBeLessThanOrEqual(3 * SALE_SIDES);
    const asked = world.openai.requestsTo(path).length;

    world.openai.answerAlways(path, null);
    await mended(place);
    const expected = [`🛠 ${title}`, '✅ OpenAI снова работает', '🔴 Пропущенный звонок', SALE, SALE, SALE];
    await expect.poll(() => titles(world).sort(), PATIENCE).toEqual(expected.sort());
    expect(world.openai.requestsTo(path).length).toBeGreaterThan(asked);
    expect(world.openai.boughtTwice).toEqual([]);
  });

  it('is not told again by the next poll from cron, nor asked for', async () => {
    await using scenery = await openScenery();
    const { world, place } = scenery;
    world.novofon.answerAlways('/v1/statistics/pbx/', status(401));
    for (let pass = 0; pass < 3; pass++) {
      const { code, stderr } = await place.run('poll');
      expect([code, stderr]).toEqual([1, expect.stringContaining('Novofon refuses our key')]);
    }
    expect(world.novofon.requestsTo('/v1/statistics/pbx/')).toHaveLength(1);
    expect(titles(world)).toEqual(['🛠 Novofon не принимает ключ']);
  });

  it('a bot that was kicked: told where alerts go, cards wait and come', async () => {
    await using scenery = await openScenery({ AUDIOBOT_TELEGRAM_ALERT_CHAT_ID: String(ALERTS) });
    const { world, place } = scenery;
    world.telegram.chats.add(ALERTS, { title: 'Тревоги' });
    world.telegram.chats.get(world.chatId).access = 'kicked';
    addSale(world);
    await place.serve();
    await expect.poll(() => titles(world, ALERTS), PATIENCE).toEqual(['🛠 Бот не может писать в группу']);

    world.telegram.chats.get(world.chatId).access = 'member';
    await expect.poll(() => statuses(scenery), PATIENCE).toEqual(['pending notify']);
    await mended(place);
    await expect.poll(() => titles(world, world.chatId), PATIENCE).toEqual([SALE]);
    await expect.poll(() => titles(world, ALERTS)[1], PATIENCE).toBe('✅ Telegram снова работает');
  });
});

/** A person has mended it, and says so. */
async function mended(place: Place): Promise<void> {
  expect((await place.run('retry', '--failed')).code).toBe(0);
}

async function statuses({ place }: Scenery): Promise<string[]> {
  const { stdout } = await place.run('calls', '--json');
  return JSON.parse(stdout).map((call: { status: string; stage: string }) => `${call.status} ${call.stage}`);
}

function titles({ telegram }: World, chatId?: number): string[] {
  return telegram.messages(chatId).map(({ text }) => text.split('\n')[0] ?? '');
}
