import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { slow } from '../../src/simulators/script.js';
import type { World } from '../../src/simulators/world.js';
import { ASSETS } from './assets.js';
import { addSale, cardsAre, openScenery, SALE } from './scenery.js';

const DAY_MS = 24 * 3_600_000;
const AUDIO = readFileSync(`${ASSETS}/01-sale-visit.mp3`);

describe('backfill', () => {
  it('counts and prices what it would do, and spends nothing', async () => {
    await using scenery = await openScenery();
    const { world, place } = scenery;
    addOldSales(world, 3);
    world.novofon.addIncoming({ disposition: 'no answer', startedAt: daysAgo(5) });
    world.novofon.addIncoming({ number: '79990001122', startedAt: daysAgo(5) });
    const { code, stdout, stderr } = await place.run('backfill', '--since', '60d', '--dry-run');
    expect([code, stdout]).toEqual([0, '']);
    expect(stderr).toContain('calls of yours: 4, finished in the base already: 0, to import: 4\n');
    expect(stderr).toContain('to be transcribed: 3 calls, 3 min, about $0.0471\n');
    expect(world.openai.bought).toEqual([]);
    expect(JSON.parse((await place.run('calls', '--json')).stdout)).toEqual([]);
  });

  it('wants a yes where nobody can be asked, and a period that begins before it ends', async () => {
    await using scenery = await openScenery();
    const { place } = scenery;
    const unasked = await place.run('backfill', '--since', '7d');
    expect([unasked.code, unasked.stderr]).toEqual([2, expect.stringContaining('say --yes')]);
    const turned = await place.run('backfill', '--since', '7d', '--until', '8d', '--yes');
    expect([turned.code, turned.stderr]).toEqual([2, expect.stringContaining('--since 7d is not before --until 8d')]);
  });

  it('imports silently over several slices, at most the newest of --limit, and then the rest', async () => {
    await using scenery = await openScenery();
    const { world, place } = scenery;
    addOldSales(world, 5);
    const first = await place.run('backfill', '--since', '70d', '--limit', '2', '--yes');
    expect([first.code, first.stdout]).toEqual([
      0,
      expect.stringMatching(/^imported: 2, failed: 0, spent \$0\.01\d\d\n$/),
    ]);
    expect(first.stderr).toContain('2/2, ');
    expect(await daysOfCalls(place)).toEqual([1, 11]);

    const second = await place.run('backfill', '--since', '70d', '--yes');
    expect(second.stdout).toContain('imported: 3, failed: 0');
    expect(await daysOfCalls(place)).toEqual([1, 11, 21, 31, 41]);
    const third = await place.run('backfill', '--since', '70d', '--yes');
    expect([third.code, third.stdout]).toEqual([0, '']);
    expect(world.telegram.requestsTo('sendMessage')).toEqual([]);
    expect(world.openai.boughtTwice).toEqual([]);
  });

  it('with --notify posts the cards, oldest first', async () => {
    await using scenery = await openScenery({ AUDIOBOT_PIPELINE_CONCURRENCY: '1' });
    const { world, place } = scenery;
    addSale(world);
    world.novofon.addIncoming({ disposition: 'no answer', startedAt: daysAgo(2) });
    expect((await place.run('backfill', '--since', '3d', '--notify', '--yes')).code).toBe(0);
    await cardsAre(world, ['🔴 Пропущенный звонок', SALE]);
  });

  it('stopped in the middle leaves no heap of work behind, and goes on where it was', async () => {
    await using scenery = await openScenery();
    const { world, place } = scenery;
    world.openai.answerAlways('/v1/audio/transcriptions', slow(50));
    addOldSales(world, 40, DAY_MS / 24);
    const running = place.start('backfill', '--since', '7d', '--yes');
    await expect.poll(() => world.openai.transcriptions.length, { timeout: 30_000 }).toBeGreaterThan(8);
    const stopped = await running.end('SIGINT');
    expect([stopped.code, stopped.stdout]).toEqual([
      130,
      expect.stringMatching(/left: \d+ \(the same command goes on/),
    ]);
    const calls = JSON.parse((await place.run('calls', '--json', '--limit', '99')).stdout);
    expect(calls.length).toBeLessThan(40);
    expect(calls.filter(({ status }: { status: string }) => status === 'pending').length).toBeLessThanOrEqual(4);

    expect((await place.run('backfill', '--since', '7d', '--yes')).code).toBe(0);
    const all = JSON.parse((await place.run('calls', '--json', '--status', 'done', '--limit', '99')).stdout);
    expect(all).toHaveLength(40);
    expect(world.openai.boughtTwice).toEqual([]);
  });

  it('of 2,500 calls holds up no live one', async () => {
    await using scenery = await openScenery({}, { latency: { transcribeMs: 100, analyzeMs: 100 } });
    const { world, place } = scenery;
    await place.serve();
    addOldSales(world, 2_500, 60_000);
    const running = place.start('backfill', '--since', '7d', '--yes');
    await expect.poll(() => world.openai.transcriptions.length, { timeout: 30_000 }).toBeGreaterThan(8);
    addSale(world);
    const boughtBefore = world.openai.bought.length;
    await cardsAre(world, [SALE]);
    // The history goes on meanwhile, by as much as its four hands can: the live call stood behind none of it.
    expect(world.openai.bought.length - boughtBefore).toBeLessThan(250);
    expect(running.child.exitCode).toBe(null);
    expect(JSON.parse((await place.run('calls', '--json', '--limit', '1')).stdout)).toMatchObject([{ status: 'done' }]);
  });
});

/** The newest ended a day ago, each of the others `apartMs` before the next; each has a recording of its own. */
function addOldSales({ novofon }: World, count: number, apartMs = 10 * DAY_MS): void {
  for (let back = 0; back < count; back++) {
    const startedAt = new Date(daysAgo(1).getTime() - back * apartMs);
    novofon.addIncoming({ seconds: 64, startedAt }, { audio: Buffer.concat([AUDIO, Buffer.from(`${back}`)]) });
  }
}

function daysAgo(days: number): Date {
  return new Date(Date.now() - days * DAY_MS);
}

async function daysOfCalls(place: { run(...args: string[]): Promise<{ stdout: string }> }): Promise<number[]> {
  const calls: { startedAt: string }[] = JSON.parse((await place.run('calls', '--json')).stdout);
  return calls.map(({ startedAt }) => Math.floor((Date.now() - Date.parse(startedAt)) / DAY_MS));
}
