import { describe, expect, it } from 'vitest';
import { ASSETS } from './assets.js';
import { addSale, cardsAre, openScenery, SALE, SALE_SIDES, twoMorePasses } from './scenery.js';

const WRONG_NUMBER = '🟢 Ошиблись номером: искали такси';
const MISSED = '🔴 Пропущенный звонок';

describe('several programs on one base', () => {
  it('two daemons and a poll do no work twice', async () => {
    await using scenery = await openScenery({}, { latency: { transcribeMs: 300, analyzeMs: 300 } });
    const { world, place } = scenery;
    await Promise.all([place.serve(), place.serve()]);
    addSale(world);
    world.novofon.addIncoming({ seconds: 6 }, { audio: `${ASSETS}/04-wrong-number.wav` });
    for (let missed = 0; missed < 4; missed++) world.novofon.addIncoming({ disposition: 'no answer' });
    const { code } = await place.run('poll');
    expect(code).toBe(0);
    await expect
      .poll(() => cards(world).sort(), { timeout: 30_000 })
      .toEqual([SALE, WRONG_NUMBER, ...Array(4).fill(MISSED)].sort());
    await twoMorePasses(scenery.account);
    expect(world.telegram.requestsTo('sendMessage')).toHaveLength(6);
    expect(world.openai.bought).toHaveLength(SALE_SIDES + 3);
    expect(world.openai.boughtTwice).toEqual([]);
  });

  it('two daemons keep one pace in the group', async () => {
    await using scenery = await openScenery({ AUDIOBOT_TELEGRAM_LIMITS: '{perChatMinute: 600, gap: 200ms}' });
    const { world, place, account } = scenery;
    await Promise.all([place.serve(), place.serve()]);
    for (let missed = 0; missed < 8; missed++) account.missed();
    await cardsAre(world, Array(8).fill(MISSED));
    const times = world.telegram.requestsTo('sendMessage').map(({ at }) => at.getTime());
    const gaps = times.slice(1).map((time, before) => time - (times[before] ?? 0));
    expect(Math.min(...gaps), 'from start to start, less what a request takes').toBeGreaterThan(100);
  });
});

describe('poll', () => {
  it('asks once, finishes what is due and exits; what ended before its first look it leaves alone', async () => {
    await using scenery = await openScenery();
    const { world, place } = scenery;
    world.novofon.addIncoming({ disposition: 'no answer', startedAt: new Date(Date.now() - 3_600_000) });
    addSale(world);
    const first = await place.run('poll', '--json');
    expect([first.code, JSON.parse(first.stdout)]).toEqual([0, { found: 1, fresh: 1, changed: 0, failed: 0 }]);
    expect(first.stderr).toContain('calls that ended in the last 15m are taken');
    await cardsAre(world, [SALE]);
    const second = await place.run('poll');
    expect(second.stdout).toBe('calls in the history: 1, new: 0, changed: 0, failed: 0\n');
    await cardsAre(world, [SALE]);
  });

  it('exits 1 when a call fails or the history cannot be asked; retry brings the call back', async () => {
    await using scenery = await openScenery();
    const { world, place } = scenery;
    world.openai.answer('/v1/audio/transcriptions', [{ kind: 'reply', status: 413, headers: {}, body: undefined }]);
    const id = String(addSale(world).rows[0]?.pbx_call_id);
    expect((await place.run('poll')).code).toBe(1);
    await cardsAre(world, ['⚠️ Запись не удалось расшифровать']);
    const { stdout } = await place.run('show', id, '--json');
    const error = expect.objectContaining({ upstream: 'openai', stage: 'transcribe' });
    expect(JSON.parse(stdout)).toMatchObject({ status: 'failed', stage: 'transcribe', error });

    expect((await place.run('retry', '--failed')).stdout).toBe(`due again: ${id}\n`);
    world.novofon.answerAlways('/v1/statistics/pbx/', { kind: 'reply', status: 401, headers: {}, body: undefined });
    const { code, stderr } = await place.run('poll');
    expect(code).toBe(1);
    expect(stderr).toContain('audiobot: Novofon refuses our key (novofon.key, novofon.secret)');
    await cardsAre(world, [SALE, '🛠 Novofon не принимает ключ']);
  });
});

function cards({ telegram }: Parameters<typeof addSale>[0]): string[] {
  return telegram.messages().map((message) => message.text.split('\n')[0] ?? '');
}
