import { Command, Option } from 'commander';
import { type FilterOptions, withFilterOptions } from './call-filter.js';
import { loadFor } from './context.js';
import { exampleText } from './options.js';

interface Options extends FilterOptions {
  status?: 'pending' | 'done' | 'skipped' | 'failed';
  json?: boolean;
}

export function callsCommand(): Command {
  return withFilterOptions(new Command('calls').description('lists stored calls, newest first'))
    .addOption(new Option('--status <status>', 'only these').choices(['pending', 'done', 'skipped', 'failed']))
    .option('--json', 'print a JSON array')
    .addHelpText('after', exampleText('audiobot calls --since 7d --status failed'))
    .action(async (options: Options, command: Command) => {
      const { config } = await loadFor(command);
      const [{ openArchive }, { filterOf }] = await Promise.all([
        import('../app/archive.js'),
        import('./read-filter.js'),
      ]);
      await using archive = await openArchive(config);
      const now = new Date();
      const calls = await archive.list({
        ...filterOf(options, archive.zone, now),
        ...(options.status ? { status: options.status } : {}),
      });
      const { context } = archive;
      if (options.json) {
        const { callJson } = await import('./call-json.js');
        process.stdout.write(`${JSON.stringify(calls.map((call) => callJson(call, context)))}\n`);
        return;
      }
      const [{ callTable }, { columnsOf }] = await Promise.all([import('./call-table.js'), import('./terminal.js')]);
      process.stdout.write(callTable(calls, context, { columns: columnsOf(process.stdout), now }));
    });
}
