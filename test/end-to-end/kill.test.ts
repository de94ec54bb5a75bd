import { describe, expect, it } from 'vitest';
import { hang } from '../../src/simulators/script.js';
import { addSale, cardsAre, openScenery, SALE, SALE_SIDES } from './scenery.js';

describe('after SIGKILL', () => {
  it('in each stage in turn the next start goes on from there, and nothing is paid for twice', async () => {
    // Without a header: one under way at a kill would be repeated, as it must, and here only the card is to be.
    await using scenery = await openScenery({ AUDIOBOT_TELEGRAM_EARLY: 'false' });
    const { world, place } = scenery;
    addSale(world);
    for (const [upstream, path, requests] of [
      [world.novofon, '/v1/pbx/record/request/', 1],
      [world.openai, '/v1/audio/transcriptions', SALE_SIDES],
      [world.openai, '/v1/chat/completions', 1],
      [world.telegram, 'sendMessage', 1],
    ] as const) {
      upstream.answer(path, Array.from({ length: requests }, hang));
      const doomed = await place.serve();
      await expect.poll(() => upstream.requestsTo(path).length, { timeout: 30_000 }).toBe(requests);
      await doomed.end('SIGKILL');
    }
    await place.serve();
    // Nobody can know whether the send that was killed has arrived: the repeat says that it may be one.
    await cardsAre(world, ['(возможно, повтор)']);
    expect(world.telegram.messages()[0]?.text).toContain(SALE);
    expect(world.openai.bought).toHaveLength(SALE_SIDES + 1);
    expect(world.openai.boughtTwice).toEqual([]);
  });

  it('in notify, while the card is edited in: the same message becomes the card', async () => {
    await using scenery = await openScenery();
    const { world, place } = scenery;
    world.telegram.answer('editMessageText', [hang()]);
    const doomed = await place.serve();
    addSale(world);
    await expect.poll(() => world.telegram.requestsTo('editMessageText').length, { timeout: 30_000 }).toBe(1);
    await doomed.end('SIGKILL');

    await place.serve();
    await cardsAre(world, [SALE]);
    expect(world.openai.bought).toHaveLength(SALE_SIDES + 1);
  });
});

describe('a stop in the middle', () => {
  it.each([
    [['poll'], 'SIGTERM', 143],
    [['process', '1768471201.4815162'], 'SIGINT', 130],
    [['backfill', '--since', '7d', '--yes'], 'SIGINT', 130],
  ] as const)('of the history, by %j and %s, exits %i', async (args, signal, expected) => {
    await using scenery = await openScenery();
    const { world, place } = scenery;
    world.novofon.answerAlways('/v1/statistics/pbx/', hang());
    const running = place.start(...args);
    await expect.poll(scenery.account.asked, { timeout: 30_000 }).toBe(1);
    const { code, stderr } = await running.end(signal);
    expect([code, stderr]).toEqual([expected, expect.stringContaining(`audiobot: stopped by ${signal}\n`)]);
  });

  it('of poll while it works on a call exits 128 + n too', async () => {
    await using scenery = await openScenery({}, { latency: { transcribeMs: 500 } });
    const { world, place } = scenery;
    addSale(world);
    const running = place.start('poll');
    await expect.poll(() => world.openai.transcriptions.length, { timeout: 30_000 }).toBe(SALE_SIDES);
    expect((await running.end('SIGTERM')).code).toBe(143);
  });

  it('ends the running stage, and the next start goes on from there', async () => {
    await using scenery = await openScenery({}, { latency: { transcribeMs: 1_500 } });
    const { world, place } = scenery;
    const daemon = await place.serve();
    addSale(world);
    await expect.poll(() => world.openai.transcriptions.length, { timeout: 30_000 }).toBe(SALE_SIDES);
    expect((await daemon.end('SIGINT')).code).toBe(130);
    const { stdout } = await place.run('calls', '--json');
    expect(JSON.parse(stdout)).toMatchObject([{ status: 'pending', stage: 'analyze', attempts: 0 }]);

    await place.serve();
    await cardsAre(world, [SALE]);
    expect(world.openai.transcriptions).toHaveLength(SALE_SIDES);
  });
});
