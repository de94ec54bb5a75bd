import { describe, expect, it } from 'vitest';
import { SEED_TEMPLATES } from '../../src/simulators/novofon-v2/templates.js';
import type { World } from '../../src/simulators/world.js';
import { ASSETS } from './assets.js';
import { cardsAre, openScenery, SALE, SALE_SIDES } from './scenery.js';

/** The schedule never asks: whatever happens, the webhook has brought about. */
const NEVER = { AUDIOBOT_POLL_SCHEDULE: '0 0 1 1 *' };
const WRONG_NUMBER = '🟢 Ошиблись номером: искали такси';
const COMPLAINT = expect.stringContaining('Мастер вчера не приехал');
const MISSED = '🔴 Пропущенный звонок';
const HEADER = expect.stringContaining('расшифровываю…');
const HOLD_ON = { timeout: 30_000 };
const DEBUG = { AUDIOBOT_LOG_LEVEL: 'debug' };
const OURS = { 'x-webhook-secret': 's3cret' };

describe('what the webhook answers', () => {
  it('is the agreed status for everything that may come, and a hint asks the history', async () => {
    await using scenery = await openScenery({ ...NEVER, AUDIOBOT_SERVER_WEBHOOK_SECRET: 's3cret', ...DEBUG });
    const { world, place } = scenery;
    const daemon = await place.serve();
    const webhook = webhookOf(daemon);
    const post = async (body: NonNullable<RequestInit['body']>, headers: Record<string, string> = OURS) =>
      (await fetch(webhook, { method: 'POST', body, headers })).status;
    const passes = () => daemon.stderr.match(/history asked/g)?.length ?? 0;
    await expect.poll(passes, HOLD_ON).toBe(1);

    const echoed = await fetch(`${webhook}?secret=s3cret?zd_echo=tok.en_-1`);
    expect([echoed.status, echoed.headers.get('content-type')?.split(';')[0], await echoed.text()]).toEqual([
      ...[200, 'text/plain', 'tok.en_-1'],
    ]);
    const bare = await fetch(`${webhook}/s3cret`);
    expect([bare.status, await bare.text()]).toEqual([200, '{"status":"ok"}']);
    const signed = { ...OURS, signature: Buffer.from('0'.repeat(40)).toString('base64') };
    expect([
      await post('event=NOTIFY_START&pbx_call_id=in_1'),
      await post('event=SMS&result=%7B%7D'),
      await post('event=NOTIFY_END&pbx_call_id=in_1&call_start=2026-01-15+10%3A20%3A30', signed),
      await post('call_id=1', {}),
      await post('call_id=1', { 'x-webhook-secret': 's3cre' }),
      await post(Buffer.alloc(65_537, 'x')),
    ]).toEqual([200, 200, 401, 401, 401, 413]);

    const call = world.novofon.addIncoming({ disposition: 'no answer' });
    expect(await post('{"status":"answered"}')).toBe(400);
    await cardsAre(world, [MISSED]);
    // Of all these only what could not be read has asked the history.
    await expect.poll(passes).toBe(2);
    expect(await post('hello')).toBe(400);
    await expect.poll(passes, HOLD_ON).toBe(3);

    const form = new FormData();
    form.set('result', '{"call_id":"parts_1","status":"busy"}');
    const flat = { call_id: 'form_1', status: 'answered' };
    expect([
      await post(JSON.stringify({ ...flat, call_id: 'json_1' }), { ...OURS, 'content-type': 'text/plain' }),
      await post('{"call_id": bare_1, "status": received, "duration": }'),
      await post(new URLSearchParams(flat)),
      await post(form),
      (await fetch(`${webhook}/s3cret?call_id=query_1&status=lost`)).status,
      (await fetch(`${webhook}?secret=s3cret`, { method: 'POST', body: '{"call_session_id": 401122334}' })).status,
      (await world.novofon.notify(`${webhook}/s3cret`, 'NOTIFY_END', call)).status,
    ]).toEqual(Array(7).fill(200));
    const told = () => daemon.stderr.match(/📞 Received call webhook: [^"]+/gu)?.map((line) => line.slice(26));
    await expect
      .poll(told)
      .toEqual([
        'json_1, status: answered',
        'bare_1, status: answered',
        'form_1, status: answered',
        'parts_1, status: busy',
        'query_1, status: noanswer',
        '401122334, status: unknown',
        `${call.rows[0]?.pbx_call_id}, status: noanswer`,
      ]);
    await expect.poll(passes, HOLD_ON).toBeGreaterThan(3);

    const statuses = new Set<number>();
    for (let asked = 0; asked < 125 && !statuses.has(429); asked++) statuses.add((await fetch(webhook)).status);
    expect(statuses).toEqual(new Set([401, 429]));
    expect((await fetch(`${daemon.address}/api/health`)).status).toBe(200);
    const { stderr } = await daemon.end('SIGTERM');
    expect(stderr).not.toMatch(/s3cret|9161234567/);
    await cardsAre(world, [MISSED]);
  });
});

describe.each(['v1', 'v2'] as const)('with an account of %s', (generation) => {
  it.each([
    ['ended, recorded', ['end', 'record']],
    ['recorded, ended', ['record', 'end']],
  ] as const)('notices of one call, %s, and each of them twice, make one card', async (_, order) => {
    await using scenery = await openScenery(NEVER, {}, generation);
    const { world, place } = scenery;
    const daemon = await place.serve();
    const { notify, files } = generation === 'v1' ? saleOfV1(world) : saleOfV2(world);
    for (const kind of [...order, ...order]) expect((await notify(webhookOf(daemon), kind)).status).toBe(200);
    await cardsAre(world, [SALE]);
    expect((await notify(webhookOf(daemon), order[1])).status).toBe(200);
    await daemon.end('SIGTERM');
    await cardsAre(world, [SALE]);
    expect(files()).toHaveLength(1);
    expect(world.openai.bought).toHaveLength(SALE_SIDES + 1);
  });
});

describe('without credentials', () => {
  it('calls are made of their notices, ended before recorded, in every shape; each recording is fetched once', async () => {
    await using scenery = await openSilent();
    const { world, place } = scenery;
    const daemon = await place.serve();
    expect(daemon.stderr).toContain('no Novofon credentials: only calls that the webhook tells of are taken');
    const calls = outgoingCalls(world);
    for (const { end } of calls) expect((await end(webhookOf(daemon))).status).toBe(200);
    await cardsAre(world, [HEADER, HEADER, HEADER]);
    expect(filesOf(world)).toEqual([]);
    for (const { record } of calls) expect((await record(webhookOf(daemon))).status).toBe(200);
    await areMade(world);

    for (const { end, record } of calls) {
      for (const again of [end, record]) expect((await again(webhookOf(daemon))).status).toBe(200);
    }
    const ready = await fetch(`${daemon.address}/api/ready`);
    expect([ready.status, await ready.json()]).toEqual([200, expect.objectContaining({ calls: 'webhook only' })]);
    const { stderr } = await daemon.end('SIGTERM');
    expect(stderr).not.toMatch(/9161234567|system\/media/);
    await areMade(world);
    expect(world.novofon.requests).toEqual([]);
    expect(new Set(filesOf(world)).size).toBe(3);
    expect(filesOf(world)).toHaveLength(3);
    expect(world.openai.boughtTwice).toEqual([]);
  });

  it('nor does it matter when they are recorded before ended: what is learned later goes into the same card', async () => {
    await using scenery = await openSilent();
    const { world, place } = scenery;
    const daemon = await place.serve();
    const calls = outgoingCalls(world);
    for (const { record } of calls) expect((await record(webhookOf(daemon))).status).toBe(200);
    // A NOTIFY_RECORD names nobody: whose call it is, only its NOTIFY_OUT_END tells.
    await expect.poll(() => titles(world), HOLD_ON).toEqual([SALE, WRONG_NUMBER].sort());
    for (const { end } of calls) expect((await end(webhookOf(daemon))).status).toBe(200);
    await areMade(world);
    await daemon.end('SIGTERM');
    expect(filesOf(world)).toHaveLength(3);
    // Two in stereo, one in mono.
    expect(world.openai.transcriptions).toHaveLength(2 * SALE_SIDES + 1);
  });

  it('no more calls are believed than server.maxCallsPerHour, and none from a number that is not ours', async () => {
    await using scenery = await openSilent({ AUDIOBOT_SERVER_MAX_CALLS_PER_HOUR: '3' });
    const { world, place } = scenery;
    const daemon = await place.serve();
    const called = ['79990001122', '79843330712', '79843330712', '79843330712', '79843330712'];
    for (const [place, number] of called.entries()) {
      const body = { call_id: `c${place}`, caller: '79161234567', called: number, direction: 'in', status: 'noanswer' };
      expect((await fetch(webhookOf(daemon), { method: 'POST', body: JSON.stringify(body) })).status).toBe(200);
    }
    await cardsAre(world, [MISSED, MISSED]);
    await daemon.said(/more calls told by the webhook than server\.maxCallsPerHour: \d ignored/);
    await daemon.end('SIGTERM');
    await cardsAre(world, [MISSED, MISSED]);
    const stored = JSON.parse((await place.run('calls', '--json')).stdout);
    expect(stored.map(({ id }: { id: string }) => id).sort()).toEqual(['c1', 'c2']);
  });

  it('nothing is fetched from where no recording may lie, and the link is not told', async () => {
    await using scenery = await openSilent();
    const { world, place } = scenery;
    const daemon = await place.serve();
    const record_url = `${world.telegram.url}/internal/secret-path`;
    const body = { call_id: 'c1', called: '79843330712', duration: 9, status: 'answered', record_url };
    expect((await fetch(webhookOf(daemon), { method: 'POST', body: JSON.stringify(body) })).status).toBe(200);
    await cardsAre(world, ['⚠️ Запись не удалось получить']);
    expect(world.telegram.requests.map(({ path }) => path).join()).not.toContain('internal');
    expect((await daemon.end('SIGTERM')).stderr).not.toContain('secret-path');
  });
});

/** A place without a key of Novofon's; recordings may be fetched from the account on 2.0. */
async function openSilent(env: Record<string, string> = {}) {
  const scenery = await openScenery({ NOVOFON_API_KEY: '', NOVOFON_API_SECRET: '', ...NEVER, ...env });
  scenery.place.env.AUDIOBOT_NOVOFON_MEDIA_URL = scenery.world.novofonV2.url;
  return scenery;
}

function webhookOf({ address }: { address: string }): string {
  return `${address}/api/call-summary/webhook/novofon`;
}

type Kind = 'end' | 'record';

function saleOfV1({ novofon }: World) {
  const call = novofon.addIncoming({ seconds: 64 }, { audio: `${ASSETS}/01-sale-visit.mp3` });
  return {
    notify: (url: string, kind: Kind) => novofon.notify(url, kind === 'end' ? 'NOTIFY_END' : 'NOTIFY_RECORD', call),
    files: () => novofon.requests.filter(({ path }) => path.startsWith('/v1/pbx/record/download/')),
  };
}

function saleOfV2(world: World) {
  const { novofonV2 } = world;
  const call = novofonV2.addIncoming({ talkSeconds: 64 }, { audio: `${ASSETS}/01-sale-visit.mp3` });
  return {
    notify: (url: string, kind: Kind) => novofonV2.notify(url, kind === 'end' ? 'CALL_END' : 'RECORD_CALL', call),
    files: () => filesOf(world),
  };
}

/** Three outgoing calls: one told by the default bodies of 2.0, one by flat ones, one by `NOTIFY_*` of an account on 2.0. */
function outgoingCalls({ novofon, novofonV2 }: World) {
  const add = (talkSeconds: number, file: string) =>
    novofonV2.addOutgoing({ talkSeconds, waitSeconds: 0 }, { audio: `${ASSETS}/${file}` });
  const sale = add(64, '01-sale-visit.mp3');
  const wrong = add(6, '04-wrong-number.wav');
  const complaint = add(40, '05-complaint.mp3');
  const rows = novofon.addOutgoing({ seconds: 40 });
  const hash = complaint.hashes('talk')[0];
  const ended = { pbx_call_id: `${complaint.id}`, call_id_with_rec: '' };
  const recorded = { ...ended, call_id_with_rec: `${complaint.id}.${hash}` };
  const { CALL_END, RECORD_CALL } = SEED_TEMPLATES;
  return [
    {
      end: (url: string) => novofonV2.notify(url, 'CALL_END', sale),
      record: (url: string) => novofonV2.notify(url, 'RECORD_CALL', sale),
    },
    {
      end: (url: string) => novofonV2.notify(url, 'CALL_END', wrong, CALL_END),
      record: (url: string) => novofonV2.notify(url, 'RECORD_CALL', wrong, RECORD_CALL),
    },
    {
      end: (url: string) => novofon.notify(url, 'NOTIFY_OUT_END', rows, ended),
      record: (url: string) => novofon.notify(url, 'NOTIFY_RECORD', rows, recorded),
    },
  ];
}

/** One card for each of the three, as of outgoing calls of one client. */
async function areMade(world: World): Promise<void> {
  await expect.poll(() => titles(world), HOLD_ON).toEqual([SALE, WRONG_NUMBER, COMPLAINT].sort());
  const texts = () => world.telegram.messages().map(({ text }) => text);
  const isOutgoing = (text: string) => text.includes('📤 Исходящий') && text.includes('+7 916 123-45-67');
  await expect.poll(() => texts().map(isOutgoing), HOLD_ON).toEqual([true, true, true]);
}

function titles({ telegram }: World): string[] {
  return telegram
    .messages()
    .map(({ text }) => text.split('\n')[0] ?? '')
    .sort();
}

function filesOf({ novofonV2 }: World): string[] {
  return novofonV2.requests.map(({ path }) => path).filter((path) => path.startsWith('/system/media/'));
}
