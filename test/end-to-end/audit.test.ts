import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Base, openBase } from '../../src/store/open.js';
import { openPlace, type Place } from './program.js';
import { cardsAre, openScenery, SALE, twoMorePasses } from './scenery.js';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
const ENV = { AUDIOBOT_TELEGRAM_MISSED_CALLS: 'false', AUDIOBOT_POLL_FIRST_LOOKBACK: '2h' };

describe.each(['v1', 'v2'] as const)('audit of an account of %s', (generation) => {
  it('adds up, finds what is lost, and with --repair the daemon brings it back', async () => {
    await using scenery = await openScenery(ENV, {}, generation);
    const { world, place, account } = scenery;
    const sale = (agoMs: number) => account.sale({ startedAt: new Date(Date.now() - agoMs) }).session;
    const [lost, untold, failed] = [sale(90 * MINUTE_MS), sale(60 * MINUTE_MS), sale(30 * MINUTE_MS)];
    account.missed();
    account.foreign();
    sale(2 * DAY_MS);
    expect((await place.run('backfill', '--since', '3d', '--until', '1d', '--yes')).code).toBe(0);
    sale(2.5 * DAY_MS);
    expect((await place.run('poll')).code).toBe(0);
    await cardsAre(world, [SALE, SALE, SALE]);
    const whole = await place.run('audit', '--since', '3d');
    const rest = 'без карточки по правилу 1 + по просьбе 1 + в работе 0';
    expect([whole.code, whole.stderr, whole.stdout.split('\n').slice(1)]).toEqual([
      0,
      '',
      [
        `звонков 6 = карточек 3 + ${rest} + ошибок 0 + до начала работы 1`,
        '',
        'До начала работы 1: закончились раньше первого опроса; возьмёт audiobot backfill --since 3d',
        '',
      ],
    ]);

    const bought = world.openai.bought.length;
    await damage(place, { lost, untold, failed });
    const broken = await place.run('audit', '--since', '3d');
    const client = '→ \\+7 916 123-45-67';
    const found = [
      `звонков 6 = карточек 0 + ${rest} + ошибок 1 + пропало 1 + карточка не ушла 1 + до начала работы 1`,
      `Пропали: у Novofon есть, в базе нет\n  .{16}  ${client}  ${lost}\n→ с --repair `,
      `Карточка не ушла, хотя звонок разобран\n  .{16}  ${client}  ${untold}\n→ с --repair `,
      `Ошибки: обработка не удалась\n  .{16}  ${client}  ${failed}  analyze: no money\n→ устраните причину`,
    ].map((line) => expect.stringMatching(line.replaceAll(' + ', ' \\+ ')));
    for (const each of found) expect([broken.code, broken.stdout]).toEqual([1, each]);

    // A pass of the daemon is not to find what was taken out of the base.
    place.env.AUDIOBOT_POLL_LOOKBACK = '1m';
    await place.serve();
    await twoMorePasses(account);
    const repaired = await place.run('audit', '--since', '3d', '--repair', '--json');
    const told = expect.objectContaining({ direction: 'in', client: '+79161234567', startedAt: expect.any(String) });
    expect([repaired.code, JSON.parse(repaired.stdout)]).toEqual([
      0,
      {
        ok: false,
        period: { from: expect.any(String), to: expect.any(String), zone: expect.any(String) },
        sums: expect.objectContaining({ calls: 6, card: 0, missing: 1, uncarded: 1, stuck: 0, failed: 1 }),
        gaps: [told, told],
        failures: [told],
        unlisted: [],
        repaired: [lost, untold, failed],
      },
    ]);
    expect(JSON.parse(repaired.stdout)).toMatchObject({
      gaps: [
        { id: lost, kind: 'missing', error: null },
        { id: untold, kind: 'uncarded', error: null },
      ],
      failures: [{ id: failed, kind: 'failed', error: { stage: 'analyze', upstream: 'openai', message: 'no money' } }],
    });
    // The card of the failed one is edited; the two that nobody knows of any more come again.
    await cardsAre(world, Array(5).fill(SALE));
    await expect.poll(() => place.run('audit', '--since', '3d').then(({ stdout }) => stdout)).toContain('карточек 3 +');
    expect(world.openai.bought, 'what was paid for stays').toHaveLength(bought);
  });
});

describe('audit', () => {
  it.each<[string, Record<string, string>, string[], number, string]>([
    ['no credentials', {}, ['--since', '2d'], 2, 'audit needs novofon.key: set NOVOFON_API_KEY'],
    ['no period', {}, [], 2, "required option '--since <when>' not specified"],
    ['a provider that is down', account('http://127.0.0.1:1'), ['--since', '2d'], 1, 'audiobot: no line to Novofon'],
  ])('with %s', async (_, env, args, code, words) => {
    await using place = await openPlace(env);
    expect(await place.run('audit', ...args)).toMatchObject({
      code,
      stdout: '',
      stderr: expect.stringContaining(words),
    });
  });
});

/** One call gone from the base, one whose card was never sent, one that was given up. */
async function damage({ folder }: Place, ids: Record<'lost' | 'untold' | 'failed', string>): Promise<void> {
  const base: Base = await openBase(join(folder, 'data/audiobot.db'));
  const error = JSON.stringify({ stage: 'analyze', upstream: 'openai', message: 'no money' });
  await base.deleteFrom('calls').where('id', '=', ids.lost).execute();
  await base.deleteFrom('deliveries').where('callId', 'in', [ids.lost, ids.untold]).execute();
  await base
    .updateTable('calls')
    .set({ place: 'analyze', analysis: null, error })
    .where('id', '=', ids.failed)
    .execute();
  await base.destroy();
}

function account(baseUrl: string): Record<string, string> {
  return { NOVOFON_API_KEY: 'abc', NOVOFON_API_SECRET: 'def', AUDIOBOT_NOVOFON_BASE_URL: baseUrl };
}
