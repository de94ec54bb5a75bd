import { expect, it } from 'vitest';
import { faults as openAi } from '../../src/simulators/openai/faults.js';
import type { Seen } from '../../src/simulators/simulator.js';
import { faults as telegram } from '../../src/simulators/telegram/faults.js';
import { addSale, cardsAre, openScenery, SALE } from './scenery.js';

const SUPERGROUP = -1005007549435;
/** The daemon looks twice a second; a busy machine may be later. */
const LATE_MS = 10_000;

it('two daemons ask again when the server said, not before, and the card comes once', async () => {
  await using scenery = await openScenery({ AUDIOBOT_TELEGRAM_EARLY: 'false' });
  const { world, place } = scenery;
  world.openai.answer('/v1/audio/transcriptions', [openAi.rate({ 'retry-after': '2' })]);
  world.telegram.answer('sendMessage', [telegram.flood(1)]);
  await Promise.all([place.serve(), place.serve()]);
  addSale(world);
  await cardsAre(world, [SALE]);
  for (const requests of [
    world.openai.requestsTo('/v1/audio/transcriptions'),
    world.telegram.requestsTo('sendMessage'),
  ]) {
    const [refused, ...answered] = requests;
    expect([refused?.status, ...new Set(answered.map(({ status }) => status))]).toEqual([429, 200]);
    const waitedMs = between(refused, answered.at(-1));
    expect(waitedMs).toBeGreaterThanOrEqual(2_000);
    expect(waitedMs).toBeLessThan(2_000 + LATE_MS);
  }
  expect(world.openai.boughtTwice).toEqual([]);
});

it('a group that has become a supergroup is followed: sent once, the new id kept, the operator told', async () => {
  await using scenery = await openScenery();
  const { world, place } = scenery;
  const stands = (chatId: number) => world.telegram.messages(chatId).map(({ text }) => text.split('\n')[0]);
  const daemon = await place.serve();
  addSale(world);
  await cardsAre(world, [SALE]);
  world.telegram.upgrade(world.chatId, SUPERGROUP);
  world.novofon.addIncoming({ disposition: 'no answer' });
  const alert = '🛠 audiobot: нужно внимание';
  await expect.poll(() => stands(SUPERGROUP), { timeout: 30_000 }).toEqual(['🔴 Пропущенный звонок', alert]);
  expect(world.telegram.messages(SUPERGROUP)[1]?.text).toContain(`${SUPERGROUP}. Сообщения идут туда.`);
  await daemon.end('SIGTERM');

  const refused = () => world.telegram.requests.filter(({ status }) => status === 400).length;
  expect(refused()).toBe(1);
  world.novofon.addIncoming({ disposition: 'busy' });
  expect((await place.run('poll')).code).toBe(0);
  expect(stands(SUPERGROUP)).toHaveLength(3);
  expect([stands(world.chatId), refused()]).toEqual([[SALE], 1]);
});

function between(first: Seen | undefined, second: Seen | undefined): number {
  return (second?.at.getTime() ?? 0) - (first?.at.getTime() ?? 0);
}
