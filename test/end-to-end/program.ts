import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const PROGRAM = fileURLToPath(new URL('../../bin/audiobot.js', import.meta.url));

/** How long a line of the log is waited for. */
const PATIENCE_MS = 30_000;

interface Ended {
  code: number | null;
  stdout: string;
  stderr: string;
}

/** The real program as a child process, in a folder and with an environment of its own. */
class Program {
  stdout = '';
  stderr = '';

  private constructor(readonly child: ChildProcess) {
    child.stdout?.on('data', (chunk) => {
      this.stdout += chunk;
    });
    child.stderr?.on('data', (chunk) => {
      this.stderr += chunk;
    });
  }

  static start(place: Place, ...args: string[]): Program {
    const env = { PATH: process.env.PATH, ...place.env };
    const user = place.uid === undefined ? {} : { uid: place.uid };
    return new Program(spawn(process.execPath, [PROGRAM, ...args], { cwd: place.folder, env, ...user }));
  }

  /** Resolves when a line of the log matches, to its first group; rejects when the program ends before, or says nothing of it. */
  async said(pattern: RegExp): Promise<string> {
    const signal = AbortSignal.timeout(PATIENCE_MS);
    for (;;) {
      const found = pattern.exec(this.stderr);
      if (found) return found[1] ?? found[0];
      if (this.child.exitCode !== null) throw new Error(`it ended before it said ${pattern}: ${this.stderr}`);
      const heard = [once(this.child.stderr ?? this.child, 'data', { signal }), once(this.child, 'exit', { signal })];
      await Promise.race(heard).catch(() => {
        throw new Error(`it did not say ${pattern}: ${this.stderr}`);
      });
    }
  }

  async ended(): Promise<Ended> {
    if (this.child.exitCode === null && this.child.signalCode === null) await once(this.child, 'close');
    return { code: this.child.exitCode, stdout: this.stdout, stderr: this.stderr };
  }

  async end(signal: 'SIGTERM' | 'SIGINT' | 'SIGKILL'): Promise<Ended> {
    this.child.kill(signal);
    return this.ended();
  }
}

/** A folder to run in, and the environment of the program. */
export interface Place extends AsyncDisposable {
  folder: string;
  env: Record<string, string>;
  /** Whom the program runs as, where it is not ourselves. */
  uid?: number;
  start(...args: string[]): Program;
  run(...args: string[]): Promise<Ended>;
  serve(): Promise<Program & { address: string }>;
}

export async function openPlace(env: Record<string, string>): Promise<Place> {
  const folder = await mkdtemp(join(tmpdir(), 'audiobot-e2e-'));
  const started: Program[] = [];
  const start = (...args: string[]) => {
    const program = Program.start(place, ...args);
    started.push(program);
    return program;
  };
  const place: Place = {
    folder,
    env: { AUDIOBOT_SERVER_PORT: '0', AUDIOBOT_SERVER_HOST: '127.0.0.1', ...env },
    start,
    run: (...args) => start(...args).ended(),
    serve: async () => {
      const program = start('serve');
      return Object.assign(program, { address: await program.said(/"address":"([^"]+)"/) });
    },
    async [Symbol.asyncDispose]() {
      await Promise.all(started.map((program) => program.end('SIGKILL')));
      await rm(folder, { recursive: true });
    },
  };
  return place;
}
