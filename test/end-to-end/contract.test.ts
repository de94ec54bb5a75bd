import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { cardsAre, openScenery, SALE, SALE_SIDES, twoMorePasses } from './scenery.js';

const MISSED = '🔴 Пропущенный звонок';
const UNRECORDED = '⚪️ Разговор без записи';
const HEADER = expect.stringMatching(/^📥 Входящий · .* · разговор\s1:04 · расшифровываю…$/);

describe.each(['v1', 'v2'] as const)('with an account of %s', (generation) => {
  const open = (env: Record<string, string> = {}) => openScenery(env, {}, generation);

  it('serve makes a card of a sale and a short one of a missed call, once each; foreign calls are none of ours', async () => {
    await using scenery = await open();
    const { world, place, account } = scenery;
    const daemon = await place.serve();
    account.foreign();
    account.sale();
    await cardsAre(world, [SALE]);
    account.missed();
    await cardsAre(world, [SALE, MISSED]);
    await twoMorePasses(account);
    await cardsAre(world, [SALE, MISSED]);
    expect(world.telegram.messages()[0]?.text).toContain('🎧 Алексей');
    expect(world.openai.bought).toHaveLength(SALE_SIDES + 1);
    const ready = await fetch(`${daemon.address}/api/ready`);
    expect([ready.status, await ready.json()]).toEqual([200, expect.objectContaining({ calls: 'history' })]);
    const { code, stderr } = await daemon.end('SIGTERM');
    expect(code).toBe(143);
    for (const [name, value] of Object.entries(place.env)) {
      if (/KEY|SECRET|TOKEN/.test(name)) expect(stderr, name).not.toContain(value);
    }
    expect(stderr, 'a number of a client in the log').not.toContain('9161234567');
  });

  it('a recording that comes late is awaited behind a header; one that joins is put into the card', async () => {
    await using scenery = await open();
    const { world, place, account } = scenery;
    await place.serve();
    const { session } = account.sale({ recordingAfterMs: 2_500 });
    await cardsAre(world, [HEADER]);
    await cardsAre(world, [SALE]);
    account.joins(session);
    await expect.poll(() => world.telegram.messages()[0]?.text, { timeout: 30_000 }).toContain('Это такси');
    expect(world.telegram.messages()).toHaveLength(1);
    expect([world.openai.transcriptions.length, world.openai.boughtTwice]).toEqual([SALE_SIDES + 1, []]);
  });

  it('a recording that never comes is said to be missing', async () => {
    await using scenery = await open({ AUDIOBOT_PIPELINE_RECORDING_DEADLINE: '3s' });
    const { world, place, account } = scenery;
    await place.serve();
    account.unrecorded();
    await cardsAre(world, [UNRECORDED]);
    expect(JSON.parse((await place.run('calls', '--json')).stdout)).toMatchObject([{ status: 'done', error: null }]);
  });

  it('a webhook of either shape brings the card without waiting for the schedule', async () => {
    await using scenery = await open({ AUDIOBOT_POLL_SCHEDULE: '0 0 1 1 *' });
    const { world, place, account } = scenery;
    const daemon = await place.serve();
    await expect.poll(account.asked).toBe(1);
    const { session } = account.sale();
    const webhook = `${daemon.address}/api/call-summary/webhook/novofon`;
    const body =
      generation === 'v1' ? `event=NOTIFY_END&pbx_call_id=${session}` : `{"call_id": ${session}, "status": }`;
    expect((await fetch(webhook, { method: 'POST', body })).status).toBe(200);
    await cardsAre(world, [SALE]);
  });

  it('poll takes what is there; process finds a call by each of its ids, old ones with --since', async () => {
    await using scenery = await open();
    const { world, place, account } = scenery;
    const fresh = account.sale();
    const polled = await place.run('poll', '--json');
    expect([polled.code, JSON.parse(polled.stdout)]).toEqual([0, { found: 1, fresh: 1, changed: 0, failed: 0 }]);
    for (const id of [fresh.session, fresh.leg].slice(0, generation === 'v1' ? 2 : 1)) {
      expect(JSON.parse((await place.run('show', id, '--json')).stdout)).toMatchObject({ id: fresh.session });
    }
    for (const [days, args] of [
      [20, []],
      [50, ['--since', '60d']],
    ] as const) {
      const old = account.sale({ startedAt: new Date(Date.now() - days * 24 * 3_600_000) });
      const { code, stdout } = await place.run('process', old.leg, '--no-notify', '--json', ...args);
      expect([code, JSON.parse(stdout)]).toMatchObject([0, { id: old.session, status: 'done', deliveries: [] }]);
    }
    await cardsAre(world, [SALE]);
    expect((await place.run('process', '4815162342')).code).toBe(1);
  });

  it('a history that is refused is an error of poll, and waiting calls go on all the same', async () => {
    await using scenery = await open();
    const { world, place, account } = scenery;
    world.openai.answer('/v1/audio/transcriptions', [{ kind: 'reply', status: 413, headers: {}, body: undefined }]);
    const { session } = account.sale();
    expect((await place.run('poll')).code).toBe(1);
    await cardsAre(world, ['⚠️ Запись не удалось расшифровать']);
    expect((await place.run('retry', '--failed')).stdout).toBe(`due again: ${session}\n`);
    account.refuses(true);
    const { code, stderr } = await place.run('poll');
    expect([code, stderr]).toEqual([
      1,
      expect.stringMatching(/^audiobot: Novofon (refuses our key|does not know our token)/m),
    ]);
    await cardsAre(world, [SALE, '🛠 Novofon не принимает ключ']);
  });

  it('backfill imports what poll does not take', async () => {
    await using scenery = await open();
    const { place, account } = scenery;
    account.sale({ startedAt: new Date(Date.now() - 100 * 24 * 3_600_000) });
    account.missed({ startedAt: new Date(Date.now() - 5 * 24 * 3_600_000) });
    const { code, stdout } = await place.run('backfill', '--since', '120d', '--yes');
    expect([code, stdout]).toEqual([0, expect.stringContaining('imported: 2, failed: 0')]);
    expect(JSON.parse((await place.run('calls', '--json')).stdout)).toMatchObject([
      { disposition: 'noanswer', status: 'done' },
      { disposition: 'answered', status: 'done' },
    ]);
  });

  it('watch makes cards without a port', async () => {
    await using scenery = await open();
    const { world, place, account } = scenery;
    const daemon = place.start('watch');
    await daemon.said(/audiobot is up/);
    expect(daemon.stderr).not.toContain('"address"');
    account.sale();
    await cardsAre(world, [SALE]);
    expect((await daemon.end('SIGTERM')).code).toBe(143);
  });

  it('what is stored is listed, found, counted and exported, and the doctor is content', async () => {
    await using scenery = await open();
    const { place, account } = scenery;
    const { session } = account.sale();
    account.missed();
    expect((await place.run('poll')).code).toBe(0);
    const json = async (...args: string[]) => JSON.parse((await place.run(...args, '--json')).stdout);
    expect(await json('calls', '--number', '8 916 123-45-67', '--since', '1d', '--status', 'done')).toHaveLength(2);
    expect(await json('calls', '--number', '000')).toEqual([]);
    expect(await json('search', 'самолёт', '--since', '1d')).toEqual([]);
    expect(await json('search', 'кухня', 'замером')).toMatchObject([
      {
        id: session,
        client: '+79161234567',
        snippets: [
          {
            part: 'transcript',
            marks: [
              [6, 11],
              [54, 59],
            ],
          },
        ],
      },
    ]);
    expect(await json('stats')).toMatchObject({ calls: { total: 2 } });
    expect(await json('export')).toHaveLength(2);
    expect(await json('config')).toMatchObject({ novofon: { api: generation } });
    const doctor = await place.run('doctor', '--json');
    expect([doctor.code, JSON.parse(doctor.stdout)]).toMatchObject([0, { ok: true }]);
  });

  it('show --json has the shape of the contract', async () => {
    await using scenery = await open();
    const { place, account } = scenery;
    const { session } = account.sale();
    expect((await place.run('poll')).code).toBe(0);
    const shown = JSON.parse((await place.run('show', session, '--json')).stdout);
    expect(shown).toMatchObject({
      ...{ id: session, provider: 'novofon', direction: 'in', client: '+79161234567', number: '+79843330712' },
      ...{ employee: 'Алексей', startedAt: expect.stringMatching(/\+03:00$/), talkSeconds: 64 },
      ...{ disposition: 'answered', status: 'done', stage: null, attempts: 0, error: null },
      cost: { usd: expect.any(Number) },
      recordings: [{ id: expect.any(String), file: expect.stringMatching(/\.mp3$/), seconds: expect.any(Number) }],
      deliveries: [{ kind: 'card', chatId: -5007549435, messageId: 1, sentAt: expect.any(String) }],
    });
    for (const file of ['data/audiobot.db', shown.recordings[0].file]) {
      expect((await stat(resolve(place.folder, file))).mode & 0o777, 'for the owner alone').toBe(0o600);
    }
    expect(shown.transcript).toMatchObject({ model: 'whisper-1', text: expect.stringContaining('кухн') });
    expect(shown.transcript.turns[0]).toEqual({
      ...{ speaker: expect.any(String), start: expect.any(Number), end: expect.any(Number), text: expect.any(String) },
    });
    expect(Object.keys(shown.analysis)).toEqual(
      expect.arrayContaining([
        ...['headline', 'gist', 'kind', 'colour', 'client', 'wants', 'outcome', 'agreements', 'nextSteps'],
        ...['objections', 'openQuestions', 'sums', 'mood', 'risks', 'topics', 'tip', 'doubts', 'fields', 'model'],
      ]),
    );
  });
});
