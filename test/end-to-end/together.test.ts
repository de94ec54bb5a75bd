import { describe, expect, it } from 'vitest';
import { ASSETS, addSale, cardsAre, openScenery, SALE, twoMorePasses } from './scenery.js';

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
    await twoMorePasses(world);
    expect(world.telegram.requestsTo('sendMessage')).toHaveLength(6);
    expect(world.openai.bought).toHaveLength(4);
    expect(world.openai.boughtTwice).toEqual([]);
  });
});

describe('poll', () => {
  it('asks once, finishes what is due and exits', async () => {
    await using scenery = await openScenery();
    const { world, place } = scenery;
    addSale(world);
    const first = await place.run('poll', '--json');
    expect([first.code, JSON.parse(first.stdout)]).toEqual([0, { found: 1, fresh: 1, changed: 0, failed: 0 }]);
    await cardsAre(world, [SALE]);
    const second = await place.run('poll', '--json');
    expect(JSON.parse(second.stdout)).toEqual({ found: 1, fresh: 0, changed: 0, failed: 0 });
    await cardsAre(world, [SALE]);
  });

  it('leaves calls from before its first look to others, and says so', async () => {
    await using scenery = await openScenery();
    const { world, place } = scenery;
    world.novofon.addIncoming({ disposition: 'no answer', startedAt: new Date(Date.now() - 3_600_000) });
    const { code, stderr, stdout } = await place.run('poll');
    expect([code, stdout]).toEqual([0, 'calls in the history: 0, new: 0, changed: 0, failed: 0\n']);
    expect(stderr).toContain('calls that ended in the last 15m are taken');
  });

  it('exits 1 when the history cannot be asked, and still finishes what is due', async () => {
    await using scenery = await openScenery();
    const { world, place } = scenery;
    world.openai.answer('/v1/chat/completions', [{ kind: 'reply', status: 500, headers: {}, body: undefined }]);
    addSale(world);
    expect((await place.run('poll')).code, 'an upstream failed').toBe(1);
    await place.run('retry', String(addSaleId(world)));
    world.novofon.answerAlways('/v1/statistics/pbx/', { kind: 'reply', status: 401, headers: {}, body: undefined });
    const { code, stderr } = await place.run('poll');
    expect(code).toBe(1);
    expect(stderr).toContain('audiobot: Novofon refuses our key (novofon.key, novofon.secret)');
    await cardsAre(world, [SALE]);
  });
});

function cards({ telegram }: Parameters<typeof addSale>[0]): string[] {
  return telegram.messages().map((message) => message.text.split('\n')[0] ?? '');
}

function addSaleId({ novofon }: Parameters<typeof addSale>[0]): unknown {
  return novofon.calls[0]?.rows[0]?.pbx_call_id;
}
