import { Command } from 'commander';
import { loadFor, openLog } from './context.js';
import { SIGNAL_CODES } from './daemon.js';
import { exampleText } from './options.js';

export function pollCommand(): Command {
  return new Command('poll')
    .description('one pass, for cron: asks the history once, finishes every call that is due')
    .option('--json', 'print what was found as JSON')
    .addHelpText('after', exampleText('* * * * * cd /opt/audiobot && npx audiobot poll'))
    .action(async (options: { json?: boolean }, command: Command) => {
      const loaded = await loadFor(command);
      const [{ accountSecrets, requireSecrets }, { pollOnce }, { stopOnSignals }] = await Promise.all([
        import('../config/require-secrets.js'),
        import('../app/poll-once.js'),
        import('../app/stopping.js'),
      ]);
      requireSecrets(loaded, 'poll', [
        ...accountSecrets(loaded.config),
        'transcription.apiKey',
        'analysis.apiKey',
        'telegram.botToken',
      ]);
      using stopping = stopOnSignals(loaded.config.pipeline.stopGrace);
      const result = await pollOnce(loaded.config, await openLog(loaded.config), stopping);
      const { found, fresh, changed, failed } = result;
      process.stdout.write(
        options.json
          ? `${JSON.stringify(result)}\n`
          : `calls in the history: ${found}, new: ${fresh}, changed: ${changed}, failed: ${failed}\n`,
      );
      const cause = stopping.cause();
      if (cause) process.exitCode = SIGNAL_CODES[cause] ?? 1;
      else if (failed > 0) process.exitCode = 1;
    });
}
