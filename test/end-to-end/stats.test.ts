import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openBase } from '../../src/store/open.js';
import { openPlace } from './program.js';
import { addSale, openScenery } from './scenery.js';

describe('stats', () => {
  it('adds up what happened', async () => {
    await using scenery = await openScenery();
    const { world, place } = scenery;
    addSale(world);
    for (let missed = 0; missed < 3; missed++) world.novofon.addIncoming({ disposition: 'no answer' });
    expect((await place.run('poll')).code).toBe(0);
    const base = await openBase(join(place.folder, 'data/audiobot.db'));
    await base.updateTable('answers').set({ costUsd: null }).where('model', '=', 'gpt-4o').execute();
    await base.destroy();
    const { code, stdout } = await place.run('stats', '--json');
    const seconds = { p50: expect.any(Number), p95: expect.any(Number) };
    expect([code, JSON.parse(stdout)]).toEqual([
      0,
      {
        period: { from: expect.stringContaining('+03:00'), to: expect.stringContaining('+03:00'), zone: 'UTC+3' },
        calls: { total: 4, in: 4, out: 0, answered: 1, missed: 3, unansweredOutgoing: 0, clients: 1 },
        talk: { minutes: 1.1, averageSeconds: 64 },
        status: { done: 4, skipped: 0, failed: 0, pending: 0 },
        outcomes: { agreed: 1 },
        kinds: { sale: 1 },
        colours: { green: 1 },
        employees: [{ name: 'Алексей', calls: 1, talkSeconds: 64 }],
        days: [{ date: expect.stringMatching(/^\d{4}-\d\d-\d\d$/), calls: 4, missed: 3, minutes: 1.1 }],
        cost: {
          usd: 0.0063,
          unpriced: 1,
          models: [
            { model: 'whisper-1', answers: 2, usd: 0.0063, unpriced: 0 },
            { model: 'gpt-4o', answers: 1, usd: null, unpriced: 1 },
          ],
        },
        latencySeconds: {
          'hang-up to recording': seconds,
          'recording to card': seconds,
          transcribe: seconds,
          analyze: seconds,
          notify: seconds,
        },
      },
    ]);

    const page = (await place.run('stats', '--since', '1d')).stdout;
    expect(Math.max(...page.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80);
    for (const line of [
      'calls        4: in 4, out 0, unique clients 1',
      'answered     1: talk 1.1 min, average 1:04',
      'missed       3: 75 % of the incoming',
      'status       done 4',
      'cost         $0.0063, answers without a price: 1 (prices)',
      /^Алексей +1 +1\.1$/m,
      /^gpt-4o +1 +no price$/m,
    ]) {
      expect(page).toMatch(line);
    }
  });

  it('is empty where nothing happened, and knows a period when it sees one', async () => {
    await using place = await openPlace({});
    const empty = await place.run('stats');
    expect([empty.code, empty.stdout]).toEqual([0, expect.stringMatching(/^.* – .*, Europe\/Moscow\n\nno calls\n$/)]);
    const wrong = await place.run('stats', '--since', '1d', '--until', '2d');
    expect([wrong.code, wrong.stderr]).toEqual([2, 'audiobot: --since 1d is not before --until 2d\n']);
  });
});
