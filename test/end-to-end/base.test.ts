import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { chmod, mkdir, open, readdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { status } from '../../src/simulators/script.js';
import { makeOldBase } from '../store/bases/old-base.js';
import { ASSETS } from './assets.js';
import type { Place } from './program.js';
import { addSale, cardsAre, openScenery, SALE, SALE_SIDES, type Scenery } from './scenery.js';

/** So a disk is full for one process alone, whoever it belongs to: a file may not grow over so many bytes. */
const canLimit = spawns('prlimit', '--version');
if (!canLimit) console.warn('no prlimit here: what a full disk does is NOT tested');
/** Root may write anywhere. */
const NOBODY = 65_534;
const FULL = '🛠 Диск не принимает записи';
const AGAIN = '✅ Диск снова работает';

describe.skipIf(!canLimit)('a disk that runs full', () => {
  it('while an answer is bought: it is kept, nothing is bought again, and all goes on when there is room', async () => {
    await using scenery = await openScenery({}, { latency: { transcribeMs: 700 } });
    const { world, place } = scenery;
    const daemon = await place.serve();
    addSale(world);
    await expect.poll(() => world.openai.transcriptions.length, { timeout: 30_000 }).toBe(SALE_SIDES);
    limitFiles(daemon, 0);
    await daemon.said(/(the database does not serve)/);
    expect(await health(daemon)).toBe(503);
    const webhook = `${daemon.address}/api/call-summary/webhook/novofon`;
    const noticed = fetch(webhook, { method: 'POST', body: '{"call_id": "in_told"}' });
    // The lease of a second is over long before.
    await new Promise((over) => setTimeout(over, 1_500));
    expect(daemon.stderr.match(/"level":50/g)).toHaveLength(1);
    expect(world.openai.transcriptions).toHaveLength(SALE_SIDES);

    limitFiles(daemon, 'unlimited');
    await daemon.said(/(the database serves again)/);
    await expect.poll(() => health(daemon)).toBe(200);
    await cardsAre(world, [SALE]);
    expect(world.openai.bought).toHaveLength(SALE_SIDES + 1);
    expect((await noticed).status).toBe(200);
    expect(rowsIn(place, 'select call_id from hints')).toEqual([{ call_id: 'in_told' }]);
  });

  it('and a stop: it ends as told, and the next start goes on', async () => {
    await using scenery = await openScenery({
      AUDIOBOT_PIPELINE_STOP_GRACE: '300ms',
      AUDIOBOT_TELEGRAM_EARLY: 'false',
    });
    const { world, place } = scenery;
    const daemon = await place.serve();
    limitFiles(daemon, 0);
    addSale(world);
    await daemon.said(/(the database does not serve)/);
    const { code, stderr } = await daemon.end('SIGTERM');
    expect([code, stderr]).toEqual([143, expect.stringContaining('audiobot has stopped')]);
    await place.serve();
    await cardsAre(world, [SALE]);
  });

  it('of a recording: no half of it is left, the call waits, and is done when there is room', async () => {
    await using scenery = await openScenery({ AUDIOBOT_TELEGRAM_EARLY: 'false' });
    const { world, place } = scenery;
    const daemon = await place.serve();
    // The base and its log stay below; the recording does not.
    limitFiles(daemon, 2_000_000);
    const audio = Buffer.concat([readFileSync(`${ASSETS}/01-sale-visit.mp3`), Buffer.alloc(3_000_000)]);
    const id = String(world.novofon.addIncoming({ seconds: 64 }, { audio }).rows[0]?.pbx_call_id);
    await daemon.said(/(cannot write the recording \(recordings.dir\): EFBIG)/);
    await cardsAre(world, [FULL]);
    expect(await readdir(join(place.folder, 'data/recordings'))).toEqual([]);
    expect(await statuses(place)).toMatchObject([{ status: 'pending', stage: 'download', attempts: 0 }]);
    limitFiles(daemon, 'unlimited');
    await place.run('retry', id);
    await cardsAre(world, [FULL, AGAIN, SALE]);
  });
});

describe('a base that another program holds', () => {
  it('keeps its calls waiting, and nobody else', async () => {
    await using scenery = await openScenery();
    const { world, place } = scenery;
    const daemon = await place.serve();
    const holder = new Database(fileOf(place));
    holder.exec('begin immediate');
    addSale(world);
    for (let times = 0; times < 5; times++) {
      const startedMs = performance.now();
      expect(await health(daemon)).toBe(200);
      expect(performance.now() - startedMs).toBeLessThan(3_000);
      await new Promise((over) => setTimeout(over, 200));
    }
    holder.exec('commit');
    holder.close();
    await cardsAre(world, [SALE]);
  });
});

describe('a base that is damaged', () => {
  it('ends the daemon with 1 before it writes on, then its start with 2; moved away, all begins anew', async () => {
    await using scenery = await openScenery();
    const { world, place } = scenery;
    const daemon = await place.serve();
    addSale(world);
    await cardsAre(world, [SALE]);
    await damage(fileOf(place));
    const { code, stderr } = await daemon.ended();
    expect([code, stderr]).toEqual([1, expect.stringMatching(/audiobot: \S+audiobot.db: the database is damaged/)]);

    const again = await place.run('serve');
    const cure = 'put a backup copy in its place, or move it away to begin anew; the recordings stay';
    expect([again.code, again.stderr]).toEqual([2, expect.stringContaining(cure)]);
    expect(again.stderr).toMatch(/^audiobot: database\.path: \S+audiobot\.db: the database is damaged/m);
    await rename(fileOf(place), `${fileOf(place)}.damaged`);
    await place.serve();
    expect(await readdir(join(place.folder, 'data/recordings'))).toHaveLength(1);
  });
});

describe('a start', () => {
  it('on a base of a newer audiobot is refused with 2, key and file', async () => {
    await using scenery = await openScenery();
    const { place } = scenery;
    await mkdir(join(place.folder, 'data'));
    const base = new Database(fileOf(place));
    base.pragma('user_version = 999');
    base.close();
    const { code, stderr } = await place.run('serve');
    expect([code, stderr]).toEqual([2, expect.stringContaining('a newer audiobot (version 999, this program knows ')]);
    expect(stderr).toMatch(/^audiobot: database\.path: \S+audiobot\.db: /m);
  });

  it('on a base that it may not write is refused with 2, key and file', async () => {
    await using scenery = await openScenery();
    const { place } = scenery;
    await place.run('calls');
    await chmod(place.folder, 0o755);
    await chmod(join(place.folder, 'data'), 0o555);
    await chmod(fileOf(place), 0o444);
    if (process.getuid?.() === 0) place.uid = NOBODY;
    const { code, stderr } = await place.run('serve');
    await chmod(join(place.folder, 'data'), 0o755);
    expect([code, stderr]).toEqual([
      2,
      expect.stringMatching(/^audiobot: database\.path: \S+audiobot\.db: the database cannot be written to/m),
    ]);
  });

  it('of three programs at once on an old base: all of them succeed', async () => {
    await using scenery = await openScenery();
    const { place } = scenery;
    await mkdir(join(place.folder, 'data'));
    makeOldBase(1, fileOf(place)).close();
    const started = Array.from({ length: 3 }, () => place.run('calls', '--json'));
    for (const { code, stdout } of await Promise.all(started)) {
      expect([code, JSON.parse(stdout).length]).toEqual([0, 7]);
    }
  });
});

describe('a clock that jumps', () => {
  it('by most of a day, back and then forward, keeps no call waiting', async () => {
    await using scenery = await openScenery({ ...SHIFTING, AUDIOBOT_TELEGRAM_EARLY: 'false' });
    const { account, place, world } = scenery;
    const daemon = await place.serve();
    world.novofon.answer('/v1/pbx/record/request/', [status(401)]);
    account.sale();
    await expect
      .poll(() => statuses(place))
      .toMatchObject([{ error: { message: expect.stringContaining('our key') } }]);
    for (const [hours, cards] of [
      [-23, [SALE, MISSED]],
      [23, [SALE, MISSED, MISSED]],
    ] as const) {
      await shiftClock(daemon, place, hours);
      account.missed();
      await expect.poll(() => titles(scenery), { timeout: 20_000 }).toEqual([...cards].sort());
    }
    expect(world.openai.bought).toHaveLength(SALE_SIDES + 1);
  });

  it('to last year hides what happens now, and loses none of it', async () => {
    await using scenery = await openScenery(SHIFTING);
    const { account, place } = scenery;
    const daemon = await place.serve();
    account.missed();
    await expect.poll(() => titles(scenery), { timeout: 20_000 }).toEqual([MISSED]);
    await shiftClock(daemon, place, -365 * 24);
    account.missed();
    const before = account.asked();
    await expect.poll(account.asked, { timeout: 20_000 }).toBeGreaterThanOrEqual(before + 2);
    await shiftClock(daemon, place, 0);
    await expect.poll(() => titles(scenery), { timeout: 20_000 }).toEqual([MISSED, MISSED]);
  });
});

const MISSED = '🔴 Пропущенный звонок';

/** A program whose clock goes as many hours wrong as the file `clock` says, from SIGUSR2 on. */
const SHIFTED = `
  import { readFileSync } from 'node:fs';
  const Real = Date;
  let offsetMs = 0;
  globalThis.Date = class Date extends Real {
    constructor(...given) {
      super(...(given.length === 0 ? [Real.now() + offsetMs] : given));
    }
    static now() {
      return Real.now() + offsetMs;
    }
  };
  process.on('SIGUSR2', () => {
    offsetMs = Number(readFileSync('clock', 'utf8')) * 3_600_000;
    process.stderr.write('the clock was shifted to ' + offsetMs + '\\n');
  });`;
const SHIFTING = { NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(SHIFTED)}` };

type Daemon = Awaited<ReturnType<Place['serve']>>;

async function shiftClock(daemon: Daemon, place: Place, hours: number): Promise<void> {
  await writeFile(join(place.folder, 'clock'), String(hours));
  daemon.child.kill('SIGUSR2');
  await daemon.said(new RegExp(`(the clock was shifted to ${hours * 3_600_000}\n)`));
}

function limitFiles(daemon: Daemon, bytes: number | 'unlimited'): void {
  execFileSync('prlimit', ['--pid', String(daemon.child.pid), `--fsize=${bytes}:`]);
}

function spawns(...[command = '', ...args]: string[]): boolean {
  try {
    execFileSync(command, args);
    return true;
  } catch {
    return false;
  }
}

async function health(daemon: Daemon): Promise<number> {
  return (await fetch(`${daemon.address}/api/health`)).status;
}

async function statuses(place: Place): Promise<unknown> {
  return JSON.parse((await place.run('calls', '--json')).stdout);
}

function rowsIn(place: Place, sql: string): unknown[] {
  const base = new Database(fileOf(place), { readonly: true });
  const rows = base.prepare(sql).all();
  base.close();
  return rows;
}

/** Of the cards, not of the alerts. */
function titles({ world }: Scenery): string[] {
  return world.telegram
    .messages()
    .map((message) => message.text.split('\n')[0] ?? '')
    .filter((title) => title === SALE || title === MISSED)
    .sort();
}

function fileOf(place: Place): string {
  return join(place.folder, 'data/audiobot.db');
}

/** Rubbish over all pages but the first, as a failing disk leaves it. */
async function damage(path: string): Promise<void> {
  const base = new Database(path);
  base.pragma('wal_checkpoint(truncate)');
  base.close();
  await using file = await open(path, 'r+');
  const { size } = await file.stat();
  await file.write(Buffer.alloc(size - 4_096, 0x5a), 0, size - 4_096, 4_096);
}
