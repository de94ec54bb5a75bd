import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import { ConfigError } from '../../src/config/faults.js';
import { type Given, type Loaded, loadConfig } from '../../src/config/load.js';

/** A working folder with these files, gone when the test is over. */
export function workplace(files: Record<string, string> = {}): string {
  const folder = mkdtempSync(join(tmpdir(), 'audiobot-config-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  return folder;
}

/** Loads in a working folder of its own, with nothing of the real environment. */
export function load(files: Record<string, string> = {}, env: Record<string, string> = {}, rest: Given = {}): Loaded {
  return loadConfig({ cwd: workplace(files), env, ...rest });
}

/** Loads a `config.yaml` of these lines. */
export function loadYaml(yaml: string, env: Record<string, string> = {}): Loaded {
  return load({ 'config.yaml': yaml }, env);
}

/** The lines of the ConfigError that `run` throws. */
export function faultsOf(run: () => unknown): string[] {
  try {
    run();
  } catch (error) {
    if (error instanceof ConfigError) return error.message.split('\n');
    throw error;
  }
  throw new Error('no ConfigError was thrown');
}
