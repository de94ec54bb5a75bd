import { chmod, mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { openForCheckup } from '../../../src/app/doctor/base.js';
import { clockFinding } from '../../../src/app/doctor/clock.js';
import { checkNode, checkWebhook } from '../../../src/app/doctor/config.js';
import { checkDisk, roomFinding } from '../../../src/app/doctor/disk.js';
import { bytesText } from '../../../src/app/doctor/russian.js';
import { zoneFinding } from '../../../src/app/doctor/zone.js';
import { counted } from '../../../src/card/words.js';
import { type Bench, openBench } from '../../store/bench.js';
import { defaults } from './defaults.js';

const MEGABYTE = 2 ** 20;
const MINUTE_MS = 60_000;

describe('Node', () => {
  it.each([
    ['v18.20.4', 'fail'],
    ['v20.18.0', 'fail'],
    ['v20.18.1', 'ok'],
    ['v20.20.2', 'ok'],
    ['v22.0.0', 'ok'],
  ])('%s: %s', (version, state) => {
    expect(checkNode(version).state).toBe(state);
  });
});

describe('free space', () => {
  it.each([
    [50 * 1024 * MEGABYTE, 'ok', './data: свободно 50 ГБ'],
    [1500 * MEGABYTE, 'ok', './data: свободно 1,5 ГБ'],
    [1023 * MEGABYTE, 'warn', './data: свободно 1023 МБ'],
    [100 * MEGABYTE, 'warn', './data: свободно 100 МБ'],
    [99 * MEGABYTE, 'fail', './data: свободно 99 МБ'],
  ])('%d bytes: %s', (bytes, state, text) => {
    expect(roomFinding('./data', bytes)).toMatchObject({ state, text });
  });
});

describe('folders', () => {
  it('are not made, and their parents are asked', async () => {
    await using bench = await openBench();
    const before = await readdir(bench.folder);
    const findings = await checkDisk(placesIn(bench, 'a/b/audiobot.db', 'recordings'));
    expect(findings).toMatchObject([
      { part: 'disk', state: expect.stringMatching(/ok|warn/), text: expect.stringContaining('a/b (будет создана)') },
      { part: 'disk', state: expect.stringMatching(/ok|warn/) },
    ]);
    expect(await readdir(bench.folder)).toEqual(before);
  });

  it('a file in the place of one', async () => {
    await using bench = await openBench();
    await writeFile(join(bench.folder, 'note'), '');
    const [, recordings] = await checkDisk(placesIn(bench, 'audiobot.db', 'note/recordings'));
    expect(recordings).toMatchObject({
      state: 'fail',
      text: expect.stringContaining('note это файл, а нужна папка'),
      cure: 'Укажите другую папку в recordings.dir.',
    });
  });

  it.skipIf(process.getuid?.() === 0)('one that may not be written to', async () => {
    await using bench = await openBench();
    await mkdir(join(bench.folder, 'closed'));
    await chmod(join(bench.folder, 'closed'), 0o555);
    const [, recordings] = await checkDisk(placesIn(bench, 'audiobot.db', 'closed'));
    expect(recordings).toMatchObject({ state: 'fail', cure: expect.stringContaining('chown') });
  });
});

describe('the clock', () => {
  it.each([
    [[], 'warn', 'часы не с чем сверить: никто не ответил'],
    [[400, -700], 'ok', 'часы верны'],
    [[60_000], 'ok', 'часы верны'],
    [[3 * MINUTE_MS, 3 * MINUTE_MS], 'warn', 'часы отстают на 3 минуты'],
    [[-2 * MINUTE_MS], 'warn', 'часы спешат на 2 минуты'],
    [[11 * MINUTE_MS], 'fail', 'часы отстают на 11 минут'],
    [[0, 11 * MINUTE_MS], 'fail', 'часы отстают на 11 минут'],
    [[0, 0, 11 * MINUTE_MS], 'ok', 'часы верны'],
  ])('%j: %s', (offsets, state, text) => {
    expect(clockFinding(offsets)).toMatchObject({ part: 'clock', state, text });
  });
});

describe('the zone', () => {
  const now = new Date('2026-11-20T10:00:00Z');
  it.each([
    ['auto', null, { account: 'UTC+3', remembered: null }, 'ok', 'UTC+3'],
    ['auto', null, { account: 'UTC+3', remembered: 'Europe/Moscow' }, 'ok', 'Europe/Moscow'],
    ['auto', null, { account: 'UTC+5', remembered: 'UTC+3' }, 'fail', 'пояс кабинета Novofon UTC+5, а запомнен UTC+3'],
    ['Europe/Moscow', null, { account: 'UTC+3', remembered: null }, 'ok', 'Europe/Moscow'],
    [
      'Asia/Omsk',
      null,
      { account: 'UTC+3', remembered: null },
      'fail',
      'пояс кабинета Novofon UTC+3, а в настройках Asia/Omsk',
    ],
    ['auto', 'Asia/Omsk', { account: 'UTC+3', remembered: null }, 'ok', 'UTC+3, карточки по Asia/Omsk'],
    ['auto', null, { account: null, remembered: null }, 'ok', 'Europe/Moscow (по умолчанию: спросить некого)'],
    ['Asia/Omsk', null, { account: null, remembered: null }, 'ok', 'Asia/Omsk'],
  ])('novofon.timezone %s, timezone %s, %j: %s', (written, firm, zones, state, text) => {
    const config = defaults().config;
    const given = { ...config, timezone: firm, novofon: { ...config.novofon, timezone: written } };
    const finding = zoneFinding(given, zones, now);
    expect(finding).toMatchObject({ part: 'timezone', state, text });
    if (state === 'fail') expect(finding.cure).toContain(`novofon.timezone: ${zones.account}`);
  });
});

describe('the webhook', () => {
  it.each([
    ['0.0.0.0', null, 'порт 8080, открыт всем'],
    ['0.0.0.0', 'word', 'порт 8080, закрыт секретом'],
    ['127.0.0.1', null, 'порт 8080, виден только с этой машины'],
  ])('on %s with secret %s is no reason to warn', (host, webhookSecret, text) => {
    const loaded = defaults();
    const server = { ...loaded.config.server, host, port: 8080, webhookSecret };
    expect(checkWebhook({ ...loaded, config: { ...loaded.config, server } })).toMatchObject({ state: 'ok', text });
  });
});

describe('the base', () => {
  it('that is not there is not made', async () => {
    await using bench = await openBench();
    const path = join(bench.folder, 'other', 'audiobot.db');
    const { base, findings } = await openForCheckup(path);
    await base.destroy();
    expect(findings).toEqual([
      { part: 'database', state: 'ok', text: `базы ещё нет, будет создана: ${path}`, cure: null },
    ]);
    expect(await readdir(bench.folder)).not.toContain('other');
  });

  it('that is whole', async () => {
    await using bench = await openBench();
    const { base, findings } = await openForCheckup(bench.path);
    await base.destroy();
    expect(findings).toMatchObject([{ state: 'ok', text: expect.stringMatching(/: цела, таблицы версии \d+$/) }]);
  });

  it.each<[string, (file: string) => Promise<void> | void, string, string]>([
    ['of a newer audiobot', (file) => version(file, 999), 'база от более новой версии audiobot', 'Обновите audiobot'],
    ['that is none', (file) => writeFile(file, 'x'.repeat(9000)), 'файл повреждён или это не база', 'резервную копию'],
    ['that is torn', tear, 'файл повреждён или это не база', 'резервную копию'],
    ['that is a folder', async (file) => void (await mkdir(file)), 'базу не открыть', 'database.path'],
  ])('%s', async (_, arrange, text, cure) => {
    await using bench = await openBench();
    const path = join(bench.folder, 'bad.db');
    await arrange(path);
    const { base, findings } = await openForCheckup(path);
    await base.destroy();
    expect(findings).toMatchObject([{ state: 'fail', text: `${path}: ${text}`, cure: expect.stringContaining(cure) }]);
  });
});

describe('words', () => {
  it('count as Russian counts', () => {
    const days = [1, 2, 5, 11, 21, 52].map((count) => counted(count, ['день', 'дня', 'дней']));
    expect(days).toEqual(['1 день', '2 дня', '5 дней', '11 дней', '21 день', '52 дня']);
  });

  it('size', () => {
    expect([0, 640 * MEGABYTE, 1024 * MEGABYTE, 76.4 * 1024 * MEGABYTE].map(bytesText)).toEqual([
      '0 МБ',
      '640 МБ',
      '1,0 ГБ',
      '76 ГБ',
    ]);
  });
});

function placesIn({ folder }: Bench, base: string, recordings: string) {
  const { config } = defaults();
  return {
    ...config,
    database: { ...config.database, path: join(folder, base) },
    recordings: { ...config.recordings, dir: join(folder, recordings) },
  };
}

function version(file: string, version: number): void {
  const base = new Database(file);
  base.pragma(`user_version = ${version}`);
  base.close();
}

/** A base of many pages, some in the middle overwritten. */
async function tear(file: string): Promise<void> {
  const { openBase } = await import('../../../src/store/open.js');
  const { open } = await import('node:fs/promises');
  await (await openBase(file)).destroy();
  const base = new Database(file);
  base.exec('create table ballast (text); create index by_text on ballast (text)');
  const insert = base.prepare('insert into ballast values (?)');
  for (let row = 0; row < 500; row++) insert.run('слова '.repeat(100) + row);
  base.pragma('wal_checkpoint(truncate)');
  const { page_size: size, page_count: pages } = {
    page_size: Number(base.pragma('page_size', { simple: true })),
    page_count: Number(base.pragma('page_count', { simple: true })),
  };
  base.close();
  const handle = await open(file, 'r+');
  await handle.write(Buffer.alloc(size * 20, 0xff), 0, size * 20, size * (pages - 30));
  await handle.close();
}
