import type { Command } from 'commander';
import type { Config } from '../config/derive.js';
import type { Loaded } from '../config/load.js';
import type { Logger } from '../lib/log.js';

/** The configuration of this command line, with texts by the names of keys over all else. Throws ConfigError with all its faults. */
export async function loadFor(command: Command, overrides: Record<string, string> = {}): Promise<Loaded> {
  const { loadConfig } = await import('../config/load.js');
  return loadConfig({ file: command.optsWithGlobals().config, overrides });
}

/** The log of a command that works, to stderr; warns of keys that have no effect yet. */
export async function openLog(config: Config): Promise<Logger> {
  const [{ createLogger }, { secretsOf }, { notYet }, { UpstreamError }] = await Promise.all([
    import('../lib/log.js'),
    import('../config/secrets.js'),
    import('../config/not-yet.js'),
    import('../domain/trouble.js'),
  ]);
  const log = await createLogger({
    ...config.log,
    secrets: secretsOf(config),
    isExpected: (error) => error instanceof UpstreamError,
  });
  const idle = notYet(config);
  if (idle.length > 0) log.warn({ keys: idle }, 'these keys are set but this version does not act on them yet');
  return log;
}
