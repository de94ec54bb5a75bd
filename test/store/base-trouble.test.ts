import { copyFile, mkdir, open, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import type { BaseError } from '../../src/domain/base-error.js';
import { listCalls } from '../../src/store/call-reader.js';
import { SqlCallStore } from '../../src/store/calls.js';
import { SqlMemory } from '../../src/store/memory.js';
import { type Base, openBase } from '../../src/store/open.js';
import { type Bench, openBench } from './bench.js';
import { ENTRY, HOLD_MS } from './conformance.js';
import { call } from './samples.js';

const LONG = 'слово '.repeat(20_000);

describe('an open base', () => {
  it.each<[string, (room: Room) => Promise<() => unknown>, string]>([
    ['whose disk is full', fill, 'full'],
    ['that cannot be written to', writeProtect, 'read-only'],
    ['whose file was moved away', moveAway, 'closed'],
  ])('%s is waited for; meanwhile it can be read, and nothing is lost', async (_, spoil, trouble) => {
    await using room = await openRoom();
    await room.memory.set('kept', 'before');
    const mend = await spoil(room);
    const written = [room.memory.set('one', LONG), room.store.enqueue(call('in_a'), ENTRY)];
    await expect.poll(() => room.told).toEqual([trouble]);
    expect(await room.memory.get('kept')).toBe('before');
    await mend();
    await Promise.all(written);
    expect(room.told).toEqual([trouble, 'recovered']);
    expect(await room.memory.get('one')).toBe(LONG);
    expect((await room.store.claim(9, HOLD_MS)).map((held) => held.call.id)).toEqual(['in_a']);
  });

  it('that runs full in the middle of a transaction is as it was, and the transaction is done again whole', async () => {
    await using room = await openRoom();
    const mend = await fill(room);
    const large = call('in_a', undefined, { client: LONG });
    const enqueued = room.store.enqueue(large, ENTRY);
    await expect.poll(() => room.told).toEqual(['full']);
    expect(await listCalls(room.base, { limit: 9 })).toEqual([]);
    await mend();
    expect(await enqueued).toBe('new');
    expect(await room.store.enqueue(large, ENTRY)).toBe('known');
  });

  it('that another program holds is waited for, and the rest of the program goes on', async () => {
    await using room = await openRoom();
    const other = new Database(room.bench.path);
    other.exec('begin immediate');
    let ticks = 0;
    const ticking = setInterval(() => {
      ticks += 1;
    }, 10);
    const written = room.memory.set('one', 'after');
    await expect.poll(() => ticks, { timeout: 5_000 }).toBeGreaterThan(30);
    other.exec('commit');
    other.close();
    await written;
    clearInterval(ticking);
    expect(room.told).toEqual([]);
  });

  it('takes the time of a lease when it is written, not when it was asked for', async () => {
    await using room = await openRoom();
    await room.store.enqueue(call('in_a'), ENTRY);
    const [held] = await room.store.claim(1, HOLD_MS);
    const mend = await writeProtect(room);
    const renewed = held && room.store.renew(held, HOLD_MS);
    await expect.poll(() => room.told).toEqual(['read-only']);
    room.bench.pass(10 * HOLD_MS);
    await mend();
    expect(await renewed).toBe(true);
    expect(await room.store.claim(1, HOLD_MS)).toEqual([]);
  });

  it.each<[string, (room: Room) => Promise<void>, string]>([
    ['that is damaged', damage, 'damaged'],
    ['in whose place another file stands', replace, 'replaced'],
  ])('%s is not written on', async (_, spoil, trouble) => {
    await using room = await openRoom();
    for (let number = 0; number < 300; number++) await room.memory.set(`fact ${number}`, LONG.slice(0, 3_000));
    await spoil(room);
    const before = await readFile(room.bench.path);
    const asked = (async () => {
      for (let number = 0; number < 300; number++) await room.memory.set(`fact ${number}`, 'new');
    })();
    await expect(asked).rejects.toMatchObject({ trouble });
    await expect(room.memory.get('fact 1')).rejects.toMatchObject({ trouble });
    expect(room.told).toEqual([trouble]);
    await room.base.destroy();
    if (trouble === 'replaced') expect(before.equals(await readFile(room.bench.path))).toBe(true);
  });
});

describe('a base that cannot be worked with', () => {
  it.each<[string, (path: string) => Promise<void> | void, string]>([
    ['a newer one', (path) => newer(path), 'newer audiobot (version 999, this program knows '],
    ['no base', (path) => writeFile(path, 'x'.repeat(9_000)), 'damaged or no database'],
    ['a torn one', tear, 'put a backup copy in its place, or move it away to begin anew; the recordings stay'],
  ])('%s is named with its file and the cure, and left as it is', async (_, arrange, words) => {
    await using bench = await openBench();
    const path = join(bench.folder, 'bad.db');
    await arrange(path);
    const before = await readFile(path);
    const opened = openBase(path, { isExamined: true });
    await expect(opened).rejects.toMatchObject({ name: 'UnusableBase', message: expect.stringContaining(words) });
    await expect(opened).rejects.toThrow(`database.path: ${path}: `);
    expect(before.equals(await readFile(path))).toBe(true);
  });

  it('that may serve a moment later is no reason to give up for good', async () => {
    await using bench = await openBench();
    await mkdir(join(bench.folder, 'folder.db'));
    await expect(openBase(join(bench.folder, 'folder.db'))).rejects.toMatchObject({
      name: 'BaseError',
      trouble: 'closed',
    });
  });
});

interface Room extends AsyncDisposable {
  bench: Bench;
  base: Base;
  memory: SqlMemory;
  store: SqlCallStore;
  /** What was told of the base. */
  told: string[];
}

/** A second door to the base of a bench, as patient as the daemon's. */
async function openRoom(): Promise<Room> {
  const bench = await openBench();
  const stop = new AbortController();
  const told: string[] = [];
  const base = await openBase(bench.path, {
    patienceMs: Number.POSITIVE_INFINITY,
    signal: stop.signal,
    onlooker: {
      troubled: ({ trouble }: BaseError) => void told.push(trouble),
      recovered: () => void told.push('recovered'),
    },
  });
  return {
    ...{ bench, base, told, memory: new SqlMemory(base, bench.clock), store: new SqlCallStore(base, bench.clock) },
    async [Symbol.asyncDispose]() {
      stop.abort();
      await base.destroy();
      await bench[Symbol.asyncDispose]();
    },
  };
}

async function fill({ base }: Room): Promise<() => unknown> {
  await sql`pragma max_page_count = 1`.execute(base);
  return () => sql`pragma max_page_count = 1000000`.execute(base);
}

async function writeProtect({ base }: Room): Promise<() => unknown> {
  await sql`pragma query_only = on`.execute(base);
  return () => sql`pragma query_only = off`.execute(base);
}

async function moveAway({ bench }: Room): Promise<() => unknown> {
  await rename(bench.path, `${bench.path}.away`);
  return () => rename(`${bench.path}.away`, bench.path);
}

async function replace({ bench }: Room): Promise<void> {
  await copyFile(bench.path, `${bench.path}.copy`);
  await rename(`${bench.path}.copy`, bench.path);
}

/** Rubbish over all pages but the first. */
async function damage({ bench }: Room): Promise<void> {
  const other = new Database(bench.path);
  other.pragma('wal_checkpoint(truncate)');
  other.close();
  await using file = await open(bench.path, 'r+');
  const { size } = await file.stat();
  await file.write(Buffer.alloc(size - 4_096, 0x5a), 0, size - 4_096, 4_096);
}

function newer(path: string): void {
  const base = new Database(path);
  base.pragma('user_version = 999');
  base.close();
}

/** Its first pages are whole. */
async function tear(path: string): Promise<void> {
  const base = await openBase(path);
  const memory = new SqlMemory(base, () => new Date());
  for (let number = 0; number < 300; number++) await memory.set(`fact ${number}`, LONG.slice(0, 3_000));
  await base.destroy();
  await using file = await open(path, 'r+');
  const { size } = await file.stat();
  await file.write(Buffer.alloc(40_960, 0x5a), 0, 40_960, size - 81_920);
  await rm(`${path}-wal`, { force: true });
}
