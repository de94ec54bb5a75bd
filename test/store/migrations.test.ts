import { copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { CamelCasePlugin, Kysely, sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { statsOf } from '../../src/app/stats.js';
import { readQuery } from '../../src/domain/search/query.js';
import { type StoredCall, statusOf } from '../../src/domain/stored.js';
import { BaseFile } from '../../src/store/base-file.js';
import { listCalls } from '../../src/store/call-reader.js';
import { SqlCallStore } from '../../src/store/calls.js';
import { MIGRATIONS, migrate } from '../../src/store/migrations/migrate.js';
import { openBase } from '../../src/store/open.js';
import { Patience } from '../../src/store/patience.js';
import { patientDialect } from '../../src/store/patient-driver.js';
import { searchCalls } from '../../src/store/search.js';
import { dumpBase } from './bases/dump.js';
import { dumpedVersions, IN_OLD_BASE, makeOldBase } from './bases/old-base.js';
import { type Bench, openBench } from './bench.js';
import { carryThrough, ENTRY, HOLD_MS } from './conformance.js';
import { call } from './samples.js';

const TODAY = MIGRATIONS.length;
const OLD = dumpedVersions(TODAY);
const FIGURES = { zone: 'Europe/Moscow', nameOf: (employee: string) => employee };

it('there is a base of every version that a migration starts from', () => {
  const wanted = MIGRATIONS.slice(1).map((_, place) => place + 1);
  expect(OLD, 'make the missing one at its commit: npm run --silent dump').toEqual(expect.arrayContaining(wanted));
});

describe.each(OLD)('a base of version %i', (version) => {
  it('is brought to the very tables of a new one', async () => {
    await using bench = await openBench();
    const path = oldBase(bench, version);
    await (await openBase(path)).destroy();
    expect(tablesIn(path)).toEqual(tablesIn(bench.path));
  });

  it('can be read, searched and counted', async () => {
    await using bench = await openBench();
    const base = await openBase(oldBase(bench, version));
    const calls = await listCalls(base, { limit: 99 });
    expect(statusesOf(calls)).toEqual(IN_OLD_BASE);
    expect(calls.find(isFirst)).toMatchObject({
      transcript: { text: expect.stringContaining('Компания Уютные кухни') },
      analysis: { kind: 'sale' },
      deliveries: expect.arrayContaining([expect.objectContaining({ kind: 'card', state: 'sent' })]),
      cost: expect.closeTo(0.012, 3),
    });
    const found = await searchCalls(base, { terms: readQuery('кухней'), limit: 9 }, () => undefined);
    expect(statusesOf(found)).toEqual({ '01': 'done' });
    const period = { from: '2026-01-01T00:00:00.000Z', to: '2027-01-01T00:00:00.000Z' };
    expect((await statsOf(base, period, FIGURES)).calls).toMatchObject({ total: 7, missed: 2 });
    await base.destroy();
  });

  it('is worked on where it stood', async () => {
    await using bench = await openBench('2026-12-31T10:00:00.000Z');
    const base = await openBase(oldBase(bench, version));
    const store = new SqlCallStore(base, bench.clock);
    const due = await store.claim(9, HOLD_MS);
    expect(due.map(({ place }) => place).sort()).toEqual(['analyze', 'download', 'notify']);
    for (const held of due) await carryThrough(store, held);
    const [sale] = (await listCalls(base, { limit: 99 })).filter(isFirst);
    expect(sale && (await store.enqueue(sale.facts, ENTRY))).toBe('known');
    expect(await store.enqueue(call('in_new'), ENTRY)).toBe('new');
    expect(statusesOf(await listCalls(base, { limit: 99 }))).toMatchObject({
      '05': 'done',
      '06': 'done',
      '07': 'done',
    });
    await base.destroy();
  });

  it('that a killed program left behind is whole, all of it still in the write-ahead log', async () => {
    await using bench = await openBench();
    const path = join(bench.folder, 'killed.db');
    const killed = makeOldBase(version, path);
    killed.exec('begin immediate; delete from calls; create table torn (word text)');
    const copy = await copied(path, join(bench.folder, 'left.db'));
    killed.close();
    const base = await openBase(copy);
    expect(statusesOf(await listCalls(base, { limit: 99 }))).toEqual(IN_OLD_BASE);
    await base.destroy();
    expect(tablesIn(copy)).toEqual(tablesIn(bench.path));
  });

  it('is as it was where a migration fails half-way', async () => {
    await using bench = await openBench();
    const path = oldBase(bench, version);
    const before = dumpBase(path);
    const base = openAsItIs(path);
    const failing = async (given: Kysely<unknown>) => {
      await sql`create table half (word text)`.execute(given);
      await sql`update calls set client = null, place = 'done'`.execute(given);
      await sql`drop index calls_started`.execute(given);
      await sql`insert into nowhere values (1)`.execute(given);
    };
    await expect(migrate(base, [...MIGRATIONS, failing])).rejects.toThrow('no such table: nowhere');
    await base.destroy();
    expect(dumpBase(path)).toBe(before);
    await (await openBase(path)).destroy();
  });
});

function oldBase({ folder }: Bench, version: number): string {
  const path = join(folder, `${version}.db`);
  makeOldBase(version, path).close();
  return path;
}

async function copied(path: string, copy: string): Promise<string> {
  for (const part of ['', '-wal']) await copyFile(`${path}${part}`, `${copy}${part}`);
  return copy;
}

function openAsItIs(path: string): Kysely<unknown> {
  const patience = new Patience(() => 0, new AbortController().signal, null);
  return new Kysely({
    dialect: patientDialect(BaseFile.open(path, TODAY), patience),
    plugins: [new CamelCasePlugin()],
  });
}

function tablesIn(path: string): unknown[] {
  const base = new Database(path, { readonly: true });
  const tables = base.prepare('select type, name, sql from sqlite_master order by name').all();
  const version = base.pragma('user_version', { simple: true });
  base.close();
  return [version, ...tables];
}

function statusesOf(calls: StoredCall[]): Record<string, string> {
  return Object.fromEntries(calls.map((each) => [each.facts.client?.slice(-2) ?? '', statusOf(each)]));
}

function isFirst({ facts }: StoredCall): boolean {
  return facts.client?.endsWith('01') === true;
}
