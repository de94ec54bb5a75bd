import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Base, openBase } from '../../src/store/open.js';

/** An empty base in a folder of its own, and a clock that moves when told. */
export interface Bench extends AsyncDisposable {
  base: Base;
  path: string;
  folder: string;
  clock: () => Date;
  pass(ms: number): void;
}

export async function openBench(start = '2026-11-20T10:00:00.000Z'): Promise<Bench> {
  const folder = await mkdtemp(join(tmpdir(), 'audiobot-store-'));
  const path = join(folder, 'audiobot.db');
  const base = await openBase(path);
  let now = Date.parse(start);
  return {
    base,
    path,
    folder,
    clock: () => new Date(now),
    pass: (ms) => {
      now += ms;
    },
    async [Symbol.asyncDispose]() {
      await base.destroy();
      await rm(folder, { recursive: true });
    },
  };
}
