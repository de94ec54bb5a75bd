import { constants } from 'node:fs';
import { access, stat, statfs } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import type { Config } from '../../config/derive.js';
import { type Finding, fail, ok, warn } from '../../domain/finding.js';
import { bytesText } from './russian.js';

const PART = 'disk';
const LITTLE = 2 ** 30;
const TOO_LITTLE = 100 * 2 ** 20;

/** The folders of the base and of the recordings: writable, and with room. */
export async function checkDisk({ database, recordings }: Config): Promise<Finding[]> {
  return await Promise.all([
    checkFolder(dirname(database.path), 'database.path'),
    checkFolder(recordings.dir, 'recordings.dir'),
  ]);
}

async function checkFolder(folder: string, key: string): Promise<Finding> {
  const there = await nearestThere(resolve(folder));
  const cure = `Дайте audiobot права на неё (chown, chmod) или укажите другую в ${key}.`;
  if (!(await stat(there)).isDirectory()) {
    return fail(PART, `${folder}: ${there} это файл, а нужна папка`, `Укажите другую папку в ${key}.`);
  }
  try {
    await access(there, constants.W_OK | constants.X_OK);
  } catch {
    return fail(PART, `в папку ${folder} нельзя писать`, cure);
  }
  const { bavail, bsize } = await statfs(there);
  return roomFinding(there === resolve(folder) ? folder : `${folder} (будет создана)`, bavail * bsize);
}

export function roomFinding(folder: string, freeBytes: number): Finding {
  const text = `${folder}: свободно ${bytesText(freeBytes)}`;
  if (freeBytes < TOO_LITTLE) return fail(PART, text, 'Освободите место: записи уже некуда класть.');
  return freeBytes < LITTLE ? warn(PART, text, 'Освободите место: скоро записи будет некуда класть.') : ok(PART, text);
}

async function nearestThere(path: string): Promise<string> {
  const isThere = await stat(path).then(
    () => true,
    () => false,
  );
  return isThere || path === dirname(path) ? path : nearestThere(dirname(path));
}
