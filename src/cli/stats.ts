import { Command } from 'commander';
import { loadFor } from './context.js';
import { exampleText } from './options.js';
import type { StatsArguments } from './stats-run.js';

export function statsCommand(): Command {
  return new Command('stats')
    .description('calls, minutes, missed, outcomes, cost, latency by stage, for a period')
    .option('--since <when>', 'from this date or this long ago: 2026-11-01, 2026-11-01T10:00, 7d, 12h', '30d')
    .option('--until <when>', 'up to this date (default: now)')
    .option('--json', 'print one JSON object')
    .addHelpText('after', exampleText('audiobot stats --since 7d'))
    .action(async (options: StatsArguments, command: Command) => {
      const { config } = await loadFor(command);
      const { runStats } = await import('./stats-run.js');
      await runStats(options, config);
    });
}
