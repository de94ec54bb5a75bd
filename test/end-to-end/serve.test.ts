import { describe, expect, it } from 'vitest';
import { ASSETS } from './assets.js';
import { addSale, cardsAre, openScenery, SALE, SALE_SIDES, twoMorePasses } from './scenery.js';

const NEVER = { AUDIOBOT_POLL_SCHEDULE: '0 0 1 1 *' };

describe('serve', () => {
  it('is healthy, turns a finished call into a card, once, and stops cleanly', async () => {
    await using scenery = await openScenery();
    const { world, place } = scenery;
    const daemon = await place.serve();
    const health = await fetch(`${daemon.address}/api/health`);
    expect([health.status, await health.text()]).toEqual([200, '{"status":"ok"}']);
    addSale(world);
    await cardsAre(world, [SALE]);
    await twoMorePasses(scenery.account);
    await cardsAre(world, [SALE]);
    expect(world.telegram.requestsTo('sendMessage')).toHaveLength(1);
    expect(world.openai.bought).toHaveLength(SALE_SIDES + 1);
    const ready = await fetch(`${daemon.address}/api/ready`);
    expect([ready.status, await ready.json()]).toEqual([
      200,
      expect.objectContaining({ calls: 'history', queue: { waiting: 0, oldest: null } }),
    ]);

    const { code, stderr } = await daemon.end('SIGTERM');
    expect(code).toBe(143);
    for (const words of [
      '🎙️ Processing call recording: in_',
      '✅ Transcription completed',
      '✅ Call processed successfully!',
    ]) {
      expect(stderr).toContain(words);
    }
    expect(stderr, 'a phone number in the log').not.toContain('9161234567');
  });

  it('a webhook brings the card without waiting for the next poll', async () => {
    await using scenery = await openScenery(NEVER);
    const { world, place } = scenery;
    const daemon = await place.serve();
    await expect.poll(() => world.novofon.requestsTo('/v1/statistics/pbx/').length, { timeout: 30_000 }).toBe(1);
    const id = String(addSale(world).rows[0]?.pbx_call_id);
    const response = await fetch(`${daemon.address}/api/call-summary/webhook/novofon`, {
      method: 'POST',
      body: `{"call_id": "${id}", "status": "answered"}`,
    });
    expect(response.status).toBe(200);
    await cardsAre(world, [SALE]);
    expect(daemon.stderr).toContain(`📞 Received call webhook: ${id}, status: answered`);
  });

  it('waits for a late recording behind a header, edits the card when a leg joins, and pays for it alone', async () => {
    await using scenery = await openScenery();
    const { world, place } = scenery;
    await place.serve();
    const audio = `${ASSETS}/01-sale-visit.mp3`;
    const call = world.novofon.addIncoming({ seconds: 64 }, { audio, recordingAfterMs: 1_500 });
    await cardsAre(world, [expect.stringMatching(/^📥 Входящий · .* · разговор\s1:04 · расшифровываю…$/)]);
    await cardsAre(world, [SALE]);
    const late = world.novofon.addIncoming({ seconds: 6 }, { audio: `${ASSETS}/04-wrong-number.wav` });
    for (const row of late.rows) row.pbx_call_id = call.rows[0]?.pbx_call_id;
    await expect.poll(() => world.telegram.messages()[0]?.text, { timeout: 30_000 }).toMatch(/разговор\s1:/);
    await expect.poll(() => world.openai.transcriptions.length, { timeout: 30_000 }).toBe(SALE_SIDES + 1);
    await expect.poll(() => world.telegram.messages()[0]?.text, { timeout: 30_000 }).toContain('Это такси');
    expect(world.telegram.messages()).toHaveLength(1);
    expect(world.openai.boughtTwice).toEqual([]);
  });
});
