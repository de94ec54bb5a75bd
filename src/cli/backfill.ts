import { Command } from 'commander';
import type { BackfillArguments } from './backfill-run.js';
import { loadFor } from './context.js';
import { countArgument, exampleText } from './options.js';

export function backfillCommand(): Command {
  return new Command('backfill')
    .description('imports calls of the history; can be stopped and started again, and never delays live calls')
    .requiredOption('--since <when>', 'from this date or this long ago: 2026-11-01, 2026-11-01T10:00, 7d, 12h')
    .option('--until <when>', 'up to this date (default: now)')
    .option('--limit <n>', 'at most so many calls, the newest', countArgument)
    .option('--dry-run', 'only count calls and minutes and estimate the price; spends nothing')
    .option('--notify', 'post the cards to the group too')
    .option('--yes', 'do not ask before money is spent')
    .addHelpText(
      'after',
      exampleText('audiobot backfill --since 2026-11-01 --dry-run', 'audiobot backfill --since 30d'),
    )
    .action(async (options: BackfillArguments, command: Command) => {
      const loaded = await loadFor(command);
      const { runBackfill } = await import('./backfill-run.js');
      process.exitCode = await runBackfill(options, loaded);
    });
}
