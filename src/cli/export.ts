import { Command, Option } from 'commander';
import { loadFor } from './context.js';
import type { ExportArguments } from './export/run.js';
import { exampleText } from './options.js';

export function exportCommand(): Command {
  return new Command('export')
    .description('writes stored calls out, oldest first: csv and xlsx for Excel, json and jsonl for programs')
    .addOption(
      new Option('--format <format>', "default: by the output file's name, else csv").choices([
        'csv',
        'json',
        'jsonl',
        'xlsx',
      ]),
    )
    .addOption(new Option('--json', 'the same as --format json').implies({ format: 'json' }))
    .option('-o, --output <file>', 'write here, not to standard output (-); the file is whole or not there at all')
    .option('--force', 'replace the output file if there is one; without this it is left alone')
    .option('--since <when>', 'from this date or this long ago: 2026-11-01, 2026-11-01T10:00, 7d, 12h')
    .option('--until <when>', 'up to this date')
    .addOption(new Option('--status <status>', 'only these').choices(['pending', 'done', 'skipped', 'failed']))
    .addHelpText('after', exampleText('audiobot export --since 30d -o calls.xlsx'))
    .action(async (options: ExportArguments, command: Command) => {
      const { config } = await loadFor(command);
      const { runExport } = await import('./export/run.js');
      process.exitCode = await runExport(options, config);
    });
}
