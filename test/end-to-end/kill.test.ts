import { describe, expect, it } from 'vitest';
import { hang } from '../../src/simulators/script.js';
import type { World } from '../../src/simulators/world.js';
import { addSale, cardsAre, openScenery, SALE, titles } from './scenery.js';

/** Where the daemon is killed: while this request of this stage hangs. */
const STAGES: [string, (world: World) => { requests: () => number; hangs: () => void }, number][] = [
  ['download', ({ novofon }) => watched(novofon, '/v1/pbx/record/request/'), 2],
  ['transcribe', ({ openai }) => watched(openai, '/v1/audio/transcriptions'), 2],
  ['analyze', ({ openai }) => watched(openai, '/v1/chat/completions'), 2],
];

describe('after SIGKILL', () => {
  it.each(STAGES)('in %s the next start finishes the call and pays for nothing twice', async (_, watch, bought) => {
    // Without headers: one under way at the kill would be repeated, as it must, and is another test's matter.
    await using scenery = await openScenery({ AUDIOBOT_TELEGRAM_EARLY: 'false' });
    const { world, place } = scenery;
    const stage = watch(world);
    stage.hangs();
    const doomed = await place.serve();
    addSale(world);
    await expect.poll(stage.requests, { timeout: 10_000 }).toBe(1);
    await doomed.end('SIGKILL');

    await place.serve();
    await cardsAre(world, [SALE]);
    expect(world.openai.bought).toHaveLength(bought);
    expect(world.openai.boughtTwice).toEqual([]);
  });

  it('in notify, while the card is edited in: the same message becomes the card', async () => {
    await using scenery = await openScenery();
    const { world, place } = scenery;
    world.telegram.answer('editMessageText', [hang()]);
    const doomed = await place.serve();
    addSale(world);
    await expect.poll(() => world.telegram.requestsTo('editMessageText').length, { timeout: 10_000 }).toBe(1);
    await doomed.end('SIGKILL');

    await place.serve();
    await cardsAre(world, [SALE]);
    expect(world.openai.bought).toHaveLength(2);
  });

  it('in a send that nobody knows the end of: the repeat says that it may be one', async () => {
    await using scenery = await openScenery({ AUDIOBOT_TELEGRAM_EARLY: 'false' });
    const { world, place } = scenery;
    world.telegram.answer('sendMessage', [hang()]);
    const doomed = await place.serve();
    addSale(world);
    await expect.poll(() => world.telegram.requestsTo('sendMessage').length, { timeout: 10_000 }).toBe(1);
    await doomed.end('SIGKILL');

    await place.serve();
    await expect.poll(() => titles(world), { timeout: 10_000 }).toEqual(['(возможно, повтор)']);
    expect(world.telegram.messages()[0]?.text).toContain(SALE);
  });
});

describe('a stop in the middle', () => {
  it('ends the running stage, and the next start goes on from there', async () => {
    await using scenery = await openScenery({}, { latency: { transcribeMs: 1_500 } });
    const { world, place } = scenery;
    const daemon = await place.serve();
    addSale(world);
    await expect.poll(() => world.openai.transcriptions.length, { timeout: 10_000 }).toBe(1);
    expect((await daemon.end('SIGINT')).code).toBe(130);
    const { stdout } = await place.run('calls', '--json');
    expect(JSON.parse(stdout)).toMatchObject([{ status: 'pending', stage: 'analyze', attempts: 0 }]);

    await place.serve();
    await cardsAre(world, [SALE]);
    expect(world.openai.transcriptions).toHaveLength(1);
  });
});

function watched(server: World['novofon'] | World['openai'], path: string) {
  return { requests: () => server.requestsTo(path).length, hangs: () => server.answer(path, [hang()]) };
}
