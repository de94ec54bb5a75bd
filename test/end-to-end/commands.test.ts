import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { status } from '../../src/simulators/script.js';
import { ASSETS } from './assets.js';
import { openPlace } from './program.js';
import { addSale, cardsAre, openScenery, SALE, SALE_SIDES } from './scenery.js';

const SALE_FILE = [
  'process',
  '--from-file',
  `${ASSETS}/01-sale-visit.mp3`,
  '--client',
  '+79161234567',
  '--at',
  '2026-11-20T12:04',
];

describe('process --from-file', () => {
  it('prints the card with one OpenAI key, no Novofon and no Telegram', async () => {
    await using scenery = await openScenery();
    const { OPENAI_API_KEY = '', AUDIOBOT_OPENAI_BASE_URL = '' } = scenery.world.env();
    await using place = await openPlace({ OPENAI_API_KEY, AUDIOBOT_OPENAI_BASE_URL });
    const { code, stdout } = await place.run(...SALE_FILE);
    expect(code).toBe(0);
    expect(stdout.split('\n').slice(0, 5)).toEqual([
      SALE,
      '📥 Входящий · пт 20 ноября, 12:04 · разговор 1:04',
      '👤 Ольга, +7 916 123-45-67',
      '🎧 Алексей',
      '🤝 Замер: чт 26 ноября, 15:30, ул. Ленина, 10, кв. 5 · ▸0:31',
    ]);
  });

  it('refuses what is no recording', async () => {
    await using place = await openPlace({ OPENAI_API_KEY: 'sk-none' });
    const file = join(place.folder, 'note.mp3');
    await writeFile(file, '<html>'.repeat(100));
    const noAudio = await place.run('process', '--from-file', file);
    expect([noAudio.code, noAudio.stderr]).toEqual([1, expect.stringContaining(`${file} is no recording`)]);
  });
});

describe('process', () => {
  it('finds a call by its leg, runs it, and edits the card when forced', async () => {
    await using scenery = await openScenery();
    const { world, place } = scenery;
    const leg = String(addSale(world).rows[0]?.call_id);
    const first = await place.run('process', leg, '--json');
    expect([first.code, JSON.parse(first.stdout)]).toEqual([
      0,
      expect.objectContaining({
        ...{ status: 'done', stage: null, direction: 'in', client: '+79161234567', number: '+79843330712' },
        ...{ employee: 'Алексей', talkSeconds: 64, disposition: 'answered', error: null },
        deliveries: [expect.objectContaining({ kind: 'card', chatId: -5007549435, messageId: 1 })],
      }),
    ]);
    const forced = await place.run('process', leg, '--force', '--from', 'analyze');
    expect(forced.code).toBe(0);
    expect([world.openai.transcriptions.length, world.openai.chats.length]).toEqual([SALE_SIDES, 2]);
    await cardsAre(world, [SALE]);
  });

  it('ends the call it has although another cannot be looked for', async () => {
    await using scenery = await openScenery({}, { latency: { transcribeMs: 500 } });
    const { world, place } = scenery;
    const id = String(addSale(world).rows[0]?.pbx_call_id);
    world.openai.answer('/v1/audio/transcriptions', [status(503)]);
    expect((await place.run('process', id, '--no-notify', '--wait', '1s')).code).toBe(1);
    scenery.account.refuses(true);
    const { code, stderr } = await place.run('process', id, 'in_unknown', '--no-notify');
    expect([code, stderr]).toEqual([1, expect.stringContaining('Novofon refuses our key')]);
    expect(JSON.parse((await place.run('show', id, '--json')).stdout)).toMatchObject({ status: 'done' });
  });

  it('prints the times of the account that it asks for the first time', async () => {
    await using scenery = await openScenery({}, { zone: 'UTC+10' });
    const { world, place } = scenery;
    const { stdout } = await place.run('process', String(addSale(world).rows[0]?.pbx_call_id), '--no-notify', '--json');
    expect(JSON.parse(stdout).startedAt).toMatch(/\+10:00$/);
  });

  it('reads --since by that zone too', async () => {
    await using scenery = await openScenery({}, { zone: 'UTC+10' });
    const { world, place } = scenery;
    const day = new Date(Date.now() + 10 * 3_600_000 - 40 * 86_400_000).toISOString().slice(0, 10);
    const { rows } = world.novofon.addIncoming({ disposition: 'no answer', startedAt: new Date(`${day}T00:30+10:00`) });
    const id = String(rows[0]?.pbx_call_id);
    expect((await place.run('process', id, '--since', day, '--no-notify')).code).toBe(0);
  });

  it('says that an id is unknown', async () => {
    await using scenery = await openScenery();
    const { code, stderr } = await scenery.place.run('process', '1768471201.4815170');
    expect(code).toBe(1);
    expect(stderr).toContain(
      'no call 1768471201.4815170 in the base or in the history; if it is older than 30 days, say --since',
    );
  });

  it('waits as long as told, then leaves the call pending', async () => {
    await using scenery = await openScenery();
    const { world, place } = scenery;
    const id = String(world.novofon.addIncoming({ seconds: 64 }).rows[0]?.pbx_call_id);
    const { code, stdout } = await place.run('process', id, '--wait', '1s', '--json');
    expect([code, JSON.parse(stdout)]).toMatchObject([1, { status: 'pending', stage: 'download' }]);
  });
});

describe('wrong usage', () => {
  it.each<[string, string[], number, string]>([
    ['an unknown command', ['listen'], 2, "unknown command 'listen'"],
    ['an unknown option', ['poll', '--fast'], 2, "unknown option '--fast'"],
    ['no call named', ['process'], 2, 'name a call id'],
    ['a date that is none', ['calls', '--since', 'вчера'], 2, '«вчера» is no date'],
    ['a status that is none', ['calls', '--status', 'lost'], 2, 'Allowed choices are pending, done, skipped, failed'],
    ['no keys', ['serve'], 2, 'serve needs openai.apiKey: set OPENAI_API_KEY'],
    ['an unknown id', ['show', 'in_none'], 1, 'no call in_none in ./data/audiobot.db'],
  ])('%s', async (_, args, code, words) => {
    await using place = await openPlace({});
    const ended = await place.run(...args);
    expect([ended.code, ended.stderr]).toEqual([code, expect.stringContaining(words)]);
  });

  it('a port that is taken: the daemon says so and ends', async () => {
    await using scenery = await openScenery();
    const { world, place } = scenery;
    const port = new URL(world.telegram.url).port;
    place.env.AUDIOBOT_SERVER_PORT = port;
    const { code, stderr } = await place.run('serve');
    expect(code).toBe(1);
    expect(stderr).toContain(`audiobot: cannot listen on 127.0.0.1:${port} (server.host, server.port)`);
  });

  it('names every fault of a configuration at once, with its line', async () => {
    await using place = await openPlace({});
    await writeFile(join(place.folder, 'config.yaml'), 'poll:\n  lookback: soon\ntelegramm: {}\n');
    const { code, stderr } = await place.run('config');
    expect(code).toBe(2);
    expect(stderr).toContain('config.yaml:2: poll.lookback');
    expect(stderr).toContain('config.yaml:3: telegramm');
  });

  it('prints the configuration with its secrets masked, and help without any', async () => {
    await using place = await openPlace({ OPENAI_API_KEY: 'sk-very-secret' });
    const config = await place.run('config');
    expect([config.code, config.stdout]).toEqual([0, expect.not.stringContaining('sk-very-secret')]);
    const help = await place.run();
    expect([help.code, help.stdout]).toEqual([0, expect.stringContaining('Usage: audiobot')]);
  });
});
