import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ASSETS } from './assets.js';
import { dawdle, flood } from './flood.js';
import { hostileNotice, hostileRequest } from './hostility.js';
import { addSale, cardsAre, openScenery, SALE, SALE_SIDES } from './scenery.js';

const REQUESTS = 10_000;
/** After these, all that a flood needs has been loaded. */
const WARM = 1_500;
const MEBIBYTE = 1024 ** 2;
const COMPLAINT = expect.stringContaining('Мастер вчера не приехал');

/** Loopback is a whole network of addresses, and the memory of a process is a file, on Linux only. */
describe.runIf(process.platform === 'linux')('ten thousand hostile requests', () => {
  it('leave memory flat, cost nothing and lose no call', async () => {
    await using scenery = await openScenery({
      AUDIOBOT_POLL_SCHEDULE: '*/3 * * * * *',
      AUDIOBOT_NOVOFON_LIMITS: '{statistics: 15, all: 100}',
    });
    const { world, place } = scenery;
    const daemon = await place.serve();
    addSale(world);
    await cardsAre(world, [SALE]);
    const realId = 'in_real';
    const inner = `${world.telegram.url}/inner`;
    const hostile = (from: number, to: number) =>
      Array.from({ length: to - from }, (_, each) => hostileRequest(from + each, inner, realId));

    const slow = await Promise.all(Array.from({ length: 60 }, () => dawdle(daemon.address, '127.0.2.1')));
    await flood(daemon.address, hostile(0, WARM));
    const warmBytes = await residentBytes(daemon.child.pid);
    const flooding = flood(daemon.address, hostile(WARM, REQUESTS));
    const call = world.novofon.addIncoming({ seconds: 40 }, { audio: `${ASSETS}/05-complaint.mp3` });
    for (const row of call.rows) row.pbx_call_id = realId;
    await cardsAre(world, [SALE, COMPLAINT]);
    expect((await fetch(`${daemon.address}/api/health`)).status).toBe(200);
    const statuses = await flooding;
    expect(await residentBytes(daemon.child.pid), 'memory').toBeLessThan(warmBytes + 64 * MEBIBYTE);
    for (const socket of slow) socket.destroy();

    for (const status of [200, 400, 401, 404, 429, 431]) expect(statuses[status], `${status}`).toBeGreaterThan(0);
    expect(Object.keys(statuses).filter((status) => status >= '500')).toEqual([]);
    expect(world.novofon.requestsTo('/v1/statistics/pbx/').length).toBeLessThanOrEqual(15);
    expect(world.openai.bought).toHaveLength(2 * SALE_SIDES + 2);
    expect(new Set(world.telegram.requests.map(({ name }) => name))).toEqual(
      new Set(['sendMessage', 'editMessageText']),
    );
    const stored = JSON.parse((await place.run('calls', '--json')).stdout);
    expect(stored).toMatchObject([{ id: realId, disposition: 'answered', status: 'done' }, { status: 'done' }]);

    const { code, stderr } = await daemon.end('SIGTERM');
    expect(code).toBe(143);
    for (const line of stderr.trim().split('\n')) expect(() => JSON.parse(line), line).not.toThrow();
    expect(stderr.length).toBeLessThan(100_000);
    expect(stderr.match(/✅ Call processed successfully!/g), 'no line is forged').toHaveLength(2);
    expect(stderr).not.toMatch(/<script|TABLE calls;|\.\.\/|\\u001b|\u202e|evil\.example/);
    const data = join(place.folder, 'data');
    expect(await readdir(join(data, 'recordings'))).toHaveLength(2);
    expect(await bytesIn(data), 'base and recordings').toBeLessThan(8 * MEBIBYTE);
    expect((await readdir(place.folder)).sort()).toEqual(['data']);
  }, 120_000);
});

describe('without credentials', () => {
  it('a flood is believed so many calls an hour, fetches no recording twice, and drives out no call told before', async () => {
    await using scenery = await openScenery({
      ...{ NOVOFON_API_KEY: '', NOVOFON_API_SECRET: '', AUDIOBOT_SERVER_MAX_CALLS_PER_HOUR: '5' },
      AUDIOBOT_POLL_SCHEDULE: '*/2 * * * * *',
    });
    const { world, place } = scenery;
    const { novofonV2, openai } = world;
    place.env.AUDIOBOT_NOVOFON_MEDIA_URL = novofonV2.url;
    const daemon = await place.serve();
    const webhook = `${daemon.address}/api/call-summary/webhook/novofon`;
    const call = novofonV2.addIncoming({ talkSeconds: 64 }, { audio: `${ASSETS}/01-sale-visit.mp3` });
    const link = `${novofonV2.url}/system/media/talk/${call.id}/${call.hashes('talk')[0]}/`;
    await novofonV2.notify(webhook, 'CALL_END', call);

    await flood(
      daemon.address,
      Array.from({ length: 2_000 }, (_, number) => hostileNotice(number, link)),
    );
    await novofonV2.notify(webhook, 'RECORD_CALL', call);
    const titles = () => world.telegram.messages().map(({ text }) => text.split('\n')[0]);
    await expect.poll(titles, { timeout: 30_000 }).toHaveLength(5);
    await expect
      .poll(() => titles().filter((title) => title?.includes('расшифровываю')), { timeout: 30_000 })
      .toEqual([]);
    await daemon.end('SIGTERM');

    const stored = JSON.parse((await place.run('calls', '--json')).stdout);
    expect(stored).toHaveLength(5);
    expect(stored.map(({ id }: { id: string }) => id)).toContain(String(call.id));
    expect(novofonV2.requests.filter(({ path }) => path.startsWith('/system/media/'))).toHaveLength(1);
    expect(openai.bought).toHaveLength(SALE_SIDES + 1);
  });
});

async function residentBytes(pid: number | undefined): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  return Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1]) * 1024;
}

async function bytesIn(folder: string): Promise<number> {
  const files = (await readdir(folder, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile());
  const sizes = await Promise.all(files.map(async (file) => (await stat(join(file.parentPath, file.name))).size));
  return sizes.reduce((sum, size) => sum + size, 0);
}
