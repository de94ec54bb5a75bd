import { createWriteStream } from 'node:fs';
import { realpath, rename, rm, stat } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { UsageError } from '../usage-error.js';

export type Content = AsyncIterable<string | Buffer>;

/** The file to write, links followed. Throws UsageError when something stands there that may not be replaced. */
export async function fileToWrite(file: string, force: boolean): Promise<string> {
  const found = await stat(file).catch(() => null);
  if (!found) return file;
  if (!found.isFile()) throw new UsageError(`${file} is no regular file`);
  if (!force) throw new UsageError(`${file} is there already: --force replaces it`);
  return realpath(file);
}

/** Writes beside the file and renames: nobody ever sees half of it. Only the owner may read it. */
export async function writeFileWhole(file: string, content: Content, signal: AbortSignal): Promise<void> {
  const part = `${file}.part-${process.pid}`;
  try {
    await pipeline(content, createWriteStream(part, { flags: 'wx', mode: 0o600, flush: true }), { signal });
    await rename(part, file);
  } catch (cause) {
    await rm(part, { force: true });
    throw isOfDisk(cause) ? new Error(`cannot write ${file}`, { cause }) : cause;
  }
}

/** Whoever reads may stop early, as `head` does: that is no failure. */
export async function writeOut(content: Content, signal: AbortSignal): Promise<void> {
  // A failure comes back from the write it befell; as an event nobody hears it would end the program.
  process.stdout.on('error', () => undefined);
  try {
    await pipeline(content, process.stdout, { end: false, signal });
    await flushed();
  } catch (error) {
    if (codeOf(error) !== 'EPIPE') throw error;
  }
}

function flushed(): Promise<void> {
  return new Promise((resolve, reject) => {
    process.stdout.write('', (error) => (error ? reject(error) : resolve()));
  });
}

function isOfDisk(cause: unknown): boolean {
  return cause instanceof Error && 'syscall' in cause;
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : null;
}
