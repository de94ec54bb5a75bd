import { describe, expect, it } from 'vitest';
import { slow, status } from '../../src/simulators/script.js';
import type { World } from '../../src/simulators/world.js';
import { madeSpeech } from '../sounds/made-speech.js';
import { addSale, cardsAre, openScenery, SALE } from './scenery.js';

const DAY_MS = 24 * 3_600_000;

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
    expect(stderr).toContain('to be transcribed: 3 calls, 3 min, about $0.0831\n');
    expect(world.openai.bought).toEqual([]);
    expect(JSON.parse((await place.run('calls', '--json')).stdout)).toEqual([]);
  });

  it('wants a yes where nobody can be asked, and a period that begins before it ends', async () => {
    await using scenery = await openScenery();
    const { world, place } = scenery;
    const unasked = await place.run('backfill', '--since', '7d');
    expect([unasked.code, unasked.stderr]).toEqual([2, expect.stringContaining('say --yes')]);
    const turned = await place.run('backfill', '--since', '7d', '--until', '8d', '--yes');
    expect([turned.code, turned.stderr]).toEqual([2, expect.stringContaining('--since 7d is not before --until 8d')]);
    const ahead = await place.run('backfill', '--since', '2099-01-01', '--until', '2099-02-01', '--yes');
    expect([ahead.code, ahead.stderr]).toEqual([2, expect.stringContaining('--since 2099-01-01 is not before now')]);
    const slip = await place.run('backfill', '--since', 'вчера', '--yes');
    expect([slip.code, slip.stderr]).toEqual([2, expect.stringContaining('«вчера» is no date')]);
    expect(world.novofon.requestsTo('/v1/statistics/pbx/')).toEqual([]);
  });

  it('imports silently over several slices, at most the newest of --limit, and then the rest', async () => {
    await using scenery = await openScenery();
    const { world, place } = scenery;
    addOldSales(world, 5);
    const first = await place.run('backfill', '--since', '70d', '--limit', '2', '--yes');
    expect([first.code, first.stdout]).toEqual([
      0,
      expect.stringMatching(/^imported: 2, failed: 0, spent \$0\.00\d\d\n$/),
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

  it('leaves to the poll what it will find itself: those calls get their cards', async () => {
    await using scenery = await openScenery();
    const { world, place } = scenery;
    expect((await place.run('poll')).code).toBe(0);
    addSale(world);
    const { code, stderr } = await place.run('backfill', '--since', '1d', '--yes');
    expect([code, stderr]).toEqual([
      0,
      expect.stringContaining('left to the daemon or the next poll: 1, to import: 0'),
    ]);
    expect((await place.run('poll')).code).toBe(0);
    await cardsAre(world, [SALE]);
  });

  it('reads dates by the zone of an account that nobody has asked yet', async () => {
    await using scenery = await openScenery({}, { zone: 'UTC+10' });
    const { world, place } = scenery;
    const day = new Date(Date.now() + 10 * 3_600_000 - 3 * DAY_MS).toISOString().slice(0, 10);
    const startedAt = new Date(`${day}T00:30+10:00`);
    world.novofon.addIncoming({ disposition: 'no answer', startedAt });
    const { stderr } = await place.run('backfill', '--since', day, '--dry-run');
    expect(stderr).toContain(`asking the history of ${day} to `);
    expect(stderr).toContain('calls of yours: 1, ');
  });

  it('takes a call over the border of its period whole or not at all, by when it began', async () => {
    await using scenery = await openScenery();
    const { world, place } = scenery;
    const border = daysAgo(3);
    const session = addTransferred(world, border);
    const [after, before] = [
      ['--since', border.toISOString(), '--yes'],
      ['--since', '7d', '--until', border.toISOString(), '--yes'],
    ];
    expect((await place.run('backfill', ...after)).stderr).toContain('calls of yours: 0, ');
    expect((await place.run('backfill', ...before)).stdout).toContain('imported: 1, failed: 0');
    const { recordings } = JSON.parse((await place.run('show', session, '--json')).stdout);
    expect(recordings).toHaveLength(2);
  });

  it('says at once what stands in the way, and can be stopped there', async () => {
    await using scenery = await openScenery();
    const { world, place } = scenery;
    world.openai.answerAlways('/v1/audio/transcriptions', status(401));
    addOldSales(world, 1);
    const running = place.start('backfill', '--since', '7d', '--yes');
    await running.said(/^(0\/1, .*in the way: the OpenAI key is refused)/m);
    expect((await running.end('SIGINT')).code).toBe(130);
  });

  it('takes two thirds of the requests, so that a new call need not wait for a minute to pass', async () => {
    await using scenery = await openScenery({ AUDIOBOT_NOVOFON_LIMITS: '{statistics: 600, all: 30}' });
    const { world, place } = scenery;
    addOldSales(world, 60, 60_000);
    const running = place.start('backfill', '--since', '7d', '--yes');
    const links = () => world.novofon.requestsTo('/v1/pbx/record/request/').length;
    // Two of its twenty went for the zone and the history.
    await expect.poll(links, { timeout: 30_000 }).toBeGreaterThanOrEqual(18);
    const startedMs = performance.now();
    addSale(world);
    expect((await place.run('poll')).code).toBe(0);
    await cardsAre(world, [SALE]);
    expect(performance.now() - startedMs).toBeLessThan(20_000);
    expect(running.child.exitCode).toBe(null);
    // One of them is that of the poll.
    expect(links()).toBeLessThanOrEqual(18 + 1);
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
    // A recording of its own: equal sounds are paid once.
    novofon.addIncoming({ seconds: 64, startedAt }, { audio: madeSpeech(back, 2) });
  }
}

/** A call put through: its second leg begins two minutes after the first, a minute after `middle`. */
function addTransferred({ novofon }: World, middle: Date): string {
  const [first, second] = [-60_000, 60_000].map((afterMs) => {
    const startedAt = new Date(middle.getTime() + afterMs);
    return novofon.addIncoming({ seconds: 64, startedAt }, { audio: madeSpeech(afterMs, 2) });
  });
  const session = String(first?.rows[0]?.pbx_call_id);
  for (const row of second?.rows ?? []) row.pbx_call_id = session;
  return session;
}

function daysAgo(days: number): Date {
  return new Date(Date.now() - days * DAY_MS);
}

async function daysOfCalls(place: { run(...args: string[]): Promise<{ stdout: string }> }): Promise<number[]> {
  const calls: { startedAt: string }[] = JSON.parse((await place.run('calls', '--json')).stdout);
  return calls.map(({ startedAt }) => Math.floor((Date.now() - Date.parse(startedAt)) / DAY_MS));
}
