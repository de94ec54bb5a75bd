import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const PROGRAM = fileURLToPath(new URL('../../../bin/audiobot.js', import.meta.url));

/** The real daemon as a process of its own, in a folder with its `config.yaml`; its log goes to `daemon.log` there. */
export class OwnDaemon {
  private constructor(
    private readonly child: ChildProcess,
    /** Where its webhook listens. */
    readonly address: string,
  ) {}

  /** Starts `audiobot serve` and waits until it is up. Rejects with the end of its log when it does not come up. */
  static async start(folder: string, env: Record<string, string>): Promise<OwnDaemon> {
    const child = spawn(process.execPath, [PROGRAM, 'serve'], {
      cwd: folder,
      env: { PATH: process.env.PATH, ...env },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    child.stderr.pipe(createWriteStream(join(folder, 'daemon.log'), { flags: 'a' }));
    const said: string[] = [];
    for await (const line of createInterface({ input: child.stderr })) {
      const address = /"address":"([^"]+)"/.exec(line)?.[1];
      if (address) return new OwnDaemon(child, address);
      said.push(line);
    }
    throw new Error(`the daemon of the demo did not come up: ${said.slice(-3).join('\n')}`);
  }

  get pid(): number {
    return this.child.pid ?? 0;
  }

  /** Ends it with a signal and waits until it is gone. Returns its exit code, null after a kill. */
  async end(signal: 'SIGTERM' | 'SIGKILL'): Promise<number | null> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return this.child.exitCode;
    const exited = once(this.child, 'exit');
    this.child.kill(signal);
    await exited;
    return this.child.exitCode;
  }
}
