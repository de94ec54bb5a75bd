import { mkdir, readdir, readFile, stat, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { columnsFor } from '../../src/card/columns.js';
import { loadPreset } from '../../src/config/preset/load.js';
import type { Base } from '../../src/store/open.js';
import { openBase } from '../../src/store/open.js';
import { csvRows } from '../cli/csv-rows.js';
import { readSheet } from '../cli/xlsx-sheet.js';
import { openPlace, type Place } from './program.js';
import { addSale, openScenery } from './scenery.js';

const HOSTILE = '=HYPERLINK("http://evil";"нажми")\nи "ещё"; 😀 <b>&amp;</b>';

/** A call without a recording that a hostile text was written into, and a sale; as `calls` shows them, oldest first. */
async function withTwoCalls(run: (place: Place, calls: Record<string, unknown>[]) => Promise<void>): Promise<void> {
  await using scenery = await openScenery();
  const { world, place } = scenery;
  const sale = String(addSale(world).rows[0]?.pbx_call_id);
  world.novofon.addIncoming({ seconds: 64, recorded: false, startedAt: new Date(Date.now() - 300_000) });
  expect((await place.run('poll')).code).toBe(0);
  await withBase(place, async (base) => {
    const { analysis } = await base
      .selectFrom('calls')
      .select('analysis')
      .where('id', '=', sale)
      .executeTakeFirstOrThrow();
    const hostile = JSON.stringify({ ...JSON.parse(analysis ?? ''), gist: HOSTILE, headline: '=1+1', grounds: {} });
    await base.updateTable('calls').set({ analysis: hostile }).where('id', '<>', sale).execute();
  });
  const { stdout } = await place.run('calls', '--json');
  const calls = JSON.parse(stdout).reverse();
  expect(calls.map((call: { analysis: { gist: string } }) => call.analysis.gist)).toEqual([
    HOSTILE,
    expect.any(String),
  ]);
  await run(place, calls);
}

async function withBase(place: Place, work: (base: Base) => Promise<void>): Promise<void> {
  const base = await openBase(join(place.folder, 'data/audiobot.db'));
  try {
    await work(base);
  } finally {
    await base.destroy();
  }
}

/** A base of so many calls, all alike but for their ids. */
async function fill(place: Place, count: number): Promise<void> {
  const text = 'слово '.repeat(2_000);
  await withBase(place, async (base) => {
    const row = {
      ...{ provider: 'novofon', direction: 'in', client: '+79161234567', number: '+79843330712' },
      ...{ startedAt: '2026-11-20T09:04:00.000Z', endedAt: '2026-11-20T09:05:04.000Z', talkSeconds: 64 },
      ...{ disposition: 'answered', legs: '[]', place: 'done', live: 1, notify: 1, take: 0, attempts: 0, reopened: 0 },
      ...{ transcript: JSON.stringify({ text, model: 'whisper-1', turns: [], wordless: null }) },
      ...{ analysis: '{"none":"refused"}', passed: '{}', foundAt: '2026-11-20T09:05:04.000Z' },
    };
    for (let done = 0; done < count; done += 100) {
      const rows = Array.from({ length: 100 }, (_, place) => ({ ...row, id: `in_${done + place}` }));
      await base.insertInto('calls').values(rows).execute();
    }
  });
}

describe('export', () => {
  it('writes every format so that it can be read back, and says what the base holds', () =>
    withTwoCalls(async (place, calls) => {
      const csv = await place.run('export');
      expect([csv.code, csv.stderr]).toEqual([0, '']);
      const [head = [], ...rows] = csvRows(csv.stdout.slice(1));
      const column = (title: string) => rows.map((row) => row[head.indexOf(title)]);
      expect(column('ID')).toEqual(calls.map((call) => call.id));
      expect(column('Клиент')).toEqual(['+7 916 123-45-67', '+7 916 123-45-67']);
      expect(column('Суть')[0]).toBe(`'${HOSTILE}`);
      expect(column('Расшифровка')[1]).toMatch(/^▸0:00 Алексей: /);

      for (const name of ['calls.json', 'calls.jsonl', 'calls.XLSX']) {
        const { code, stdout } = await place.run('export', '-o', name);
        expect([code, stdout]).toEqual([0, `${name}: 2 calls\n`]);
        expect((await stat(join(place.folder, name))).mode & 0o777, 'personal data').toBe(0o600);
      }
      const read = (name: string) => readFile(join(place.folder, name));
      expect(JSON.parse(String(await read('calls.json')))).toEqual(calls);
      const lines = String(await read('calls.jsonl'))
        .trimEnd()
        .split('\n');
      expect(lines.map((line) => JSON.parse(line))).toEqual(calls);
      const { cells } = readSheet(await read('calls.XLSX'));
      const gists = String.fromCharCode(
        65 + columnsFor(loadPreset('general')).findIndex(({ title }) => title === 'Суть'),
      );
      expect([cells.get(`${gists}1`)?.value, cells.get(`${gists}2`)?.value]).toEqual(['Суть', HOSTILE]);
      expect((await readdir(place.folder)).sort()).toEqual(['calls.XLSX', 'calls.json', 'calls.jsonl', 'data']);
    }));

  it('takes the calls that were asked for, and has an empty file where there are none', () =>
    withTwoCalls(async (place, calls) => {
      const later = await place.run('export', '--format', 'json', '--since', '3m', '--status', 'done');
      expect(JSON.parse(later.stdout)).toEqual([calls[1]]);
      const earlier = await place.run('export', '--format', 'jsonl', '--until', '3m');
      expect(JSON.parse(earlier.stdout)).toEqual(calls[0]);
      const none = await place.run('export', '--format', 'json', '--status', 'failed');
      expect([none.code, none.stdout]).toEqual([0, '[]\n']);
    }));

  it('leaves a file alone that is there, unless forced; and what is no file in any case', async () => {
    await using place = await openPlace({});
    const file = join(place.folder, 'calls.csv');
    await writeFile(file, 'notes of the owner');
    await symlink('calls.csv', join(place.folder, 'link.csv'));
    await mkdir(join(place.folder, 'folder.csv'));
    const refused = await place.run('export', '-o', 'calls.csv');
    expect([refused.code, refused.stderr]).toEqual([2, 'audiobot: calls.csv is there already: --force replaces it\n']);
    expect(await readFile(file, 'utf8')).toBe('notes of the owner');

    expect((await place.run('export', '-o', 'link.csv', '--force')).code).toBe(0);
    expect(await readFile(file, 'utf8')).toMatch(/^\uFEFFДата;/);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    const folder = await place.run('export', '-o', 'folder.csv', '--force');
    expect([folder.code, folder.stderr]).toEqual([2, 'audiobot: folder.csv is no regular file\n']);
    const nowhere = await place.run('export', '-o', 'none/calls.csv');
    expect([nowhere.code, nowhere.stderr]).toEqual([1, expect.stringContaining('cannot write none/calls.csv: ENOENT')]);
  });

  it.each(['csv', 'json', 'jsonl'])('%s: ends quietly when nobody reads on', async (format) => {
    await using place = await openPlace({});
    await fill(place, 400);
    const program = place.start('export', '--format', format);
    program.child.stdout?.once('data', () => program.child.stdout?.destroy());
    const { code, stdout, stderr } = await program.ended();
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout.length, 'it was cut short').toBeLessThan(400 * 12_000);
  });

  it('leaves nothing behind when it is stopped', async () => {
    await using place = await openPlace({});
    await fill(place, 4_000);
    const program = place.start('export', '-o', 'calls.json');
    const files = async () => (await readdir(place.folder)).filter((name) => name !== 'data');
    await expect.poll(files, { timeout: 30_000, interval: 5 }).toEqual([`calls.json.part-${program.child.pid}`]);
    const { code, stdout } = await program.end('SIGINT');
    expect([code, stdout, await files()]).toEqual([130, '', []]);
  });
});
