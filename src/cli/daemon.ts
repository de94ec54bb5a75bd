import type { Command } from 'commander';
import { loadFor, openLog } from './context.js';

export const SIGNAL_CODES: Partial<Record<NodeJS.Signals, number>> = { SIGINT: 130, SIGTERM: 143 };

/** What `serve` and `watch` share: everything but the window. */
export async function startDaemon(command: Command, withHttp: boolean): Promise<void> {
  const loaded = await loadFor(command);
  const [{ accountSecrets, requireSecrets }, { runDaemon }, { stopOnSignals }] = await Promise.all([
    import('../config/require-secrets.js'),
    import('../app/daemon.js'),
    import('../app/stopping.js'),
  ]);
  const always = ['transcription.apiKey', 'analysis.apiKey', 'telegram.botToken'] as const;
  const { key, secret, token } = loaded.config.novofon;
  // Without any credentials `serve` lives on its webhook; with half of them something was forgotten.
  const account = withHttp && !key && !secret && !token ? [] : accountSecrets(loaded.config);
  requireSecrets(loaded, command.name(), [...account, ...always]);
  using stopping = stopOnSignals(loaded.config.pipeline.stopGrace);
  await runDaemon(loaded.config, await openLog(loaded.config), stopping, withHttp);
  const cause = stopping.cause();
  if (cause) process.exitCode = SIGNAL_CODES[cause] ?? 1;
}
