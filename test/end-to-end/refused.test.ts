import { expect, it } from 'vitest';
import { openScenery, SALE } from './scenery.js';

it('an address that Novofon 2.0 does not let in is told to the group once, and serve goes on when it is let in', async () => {
  await using scenery = await openScenery({}, { ipAllowed: false }, 'v2');
  const { world, place, account } = scenery;
  account.sale();
  const daemon = await place.serve();
  const texts = () => world.telegram.messages().map(({ text }) => text);
  await expect.poll(texts, { timeout: 30_000 }).toEqual([expect.stringContaining('203.0.113.7')]);
  const asked = () => world.novofonV2.requests.length;
  const before = asked();
  await expect.poll(asked, { timeout: 30_000 }).toBeGreaterThanOrEqual(before + 2);
  expect(texts()).toHaveLength(1);
  const ready = await fetch(`${daemon.address}/api/ready`);
  expect([ready.status, await ready.json()]).toMatchObject([503, { upstreams: { novofon: 'refuses us' } }]);
  expect((await fetch(`${daemon.address}/api/health`)).status).toBe(200);

  world.novofonV2.accept();
  const titles = () => texts().map((text) => text.split('\n')[0]);
  const expected = ['🛠 Novofon не пускает', '✅ Novofon снова работает', SALE];
  await expect.poll(() => titles().sort(), { timeout: 30_000 }).toEqual(expected.sort());
  await expect.poll(async () => (await fetch(`${daemon.address}/api/ready`)).status, { timeout: 30_000 }).toBe(200);
});
