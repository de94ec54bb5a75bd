import { Command } from 'commander';
import type { AuditArguments } from './audit-run.js';
import { loadFor } from './context.js';
import { exampleText } from './options.js';

export function auditCommand(): Command {
  return new Command('audit')
    .description("compares the provider's list with the base and with the cards that were sent")
    .requiredOption('--since <when>', 'from this date or this long ago: 2026-11-01, 2026-11-01T10:00, 7d, 12h')
    .option('--until <when>', 'up to this date (default: now)')
    .option('--repair', 'put gaps and failed calls back to work: the daemon or the next poll takes them')
    .option('--json', 'print one JSON object')
    .addHelpText(
      'after',
      [
        '\nExit code: 0 nothing is wrong, or all that was is back at work (--repair); 1 there are gaps or failed calls.',
        exampleText('audiobot audit --since 2d', 'audiobot audit --since 2026-11-01 --repair'),
      ].join('\n'),
    )
    .action(async (options: AuditArguments, command: Command) => {
      const loaded = await loadFor(command);
      const { runAudit } = await import('./audit-run.js');
      process.exitCode = await runAudit(options, loaded);
    });
}
