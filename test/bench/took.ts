import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

/** What a run took: CPU seconds of all threads, and the most memory it ever held. */
export interface Took {
  seconds: number;
  bytes: number;
}

const CHILD = fileURLToPath(new URL('./engine-child.mjs', import.meta.url));
/** So that it is no child of ours: the peak of one that is begins with our own memory. */
const BY_ITSELF = ['-c', '"$@"; exit $?', 'sh'];

/** Runs a program to its end; throws what a shell throws, with its exit code. */
export const run = (program: string, args: string[]) =>
  promisify(execFile)('sh', [...BY_ITSELF, program, ...args], { maxBuffer: 64 * 1024 * 1024 });

/** Our own engine, compiled, in a process that does nothing else. */
export async function oursTook(file: string, far: 'listen' | 'cut'): Promise<Took> {
  return childTook(file, far);
}

/** The same, and all of it sent to a server. */
export async function sendingTook(file: string, server: { baseUrl: string; apiKey: string }): Promise<Took> {
  return childTook(file, 'send', server.baseUrl, server.apiKey);
}

async function childTook(file: string, ...args: string[]): Promise<Took> {
  const { stdout } = await run(process.execPath, [CHILD, file, 'mp3', ...args]);
  return JSON.parse(stdout);
}
