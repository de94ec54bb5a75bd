import { Command, Option } from 'commander';
import { loadFor } from './context.js';
import { countArgument, exampleText } from './options.js';

interface Options {
  limit: number;
  since?: string;
  until?: string;
  status?: 'pending' | 'done' | 'skipped' | 'failed';
  number?: string;
  json?: boolean;
}

export function callsCommand(): Command {
  return new Command('calls')
    .description('lists stored calls, newest first')
    .option('--limit <n>', 'how many at most', countArgument, 20)
    .option('--since <when>', 'from this date or this long ago: 2026-11-01, 2026-11-01T10:00, 7d, 12h')
    .option('--until <when>', 'up to this date')
    .addOption(new Option('--status <status>', 'only these').choices(['pending', 'done', 'skipped', 'failed']))
    .option('--number <number>', "only calls with this client; the number's last digits are enough")
    .option('--json', 'print a JSON array')
    .addHelpText('after', exampleText('audiobot calls --since 7d --status failed'))
    .action(async (options: Options, command: Command) => {
      const { config } = await loadFor(command);
      const [{ openArchive }, { readWhen }] = await Promise.all([import('../app/archive.js'), import('./when.js')]);
      await using archive = await openArchive(config);
      const when = (text: string) => readWhen(text, archive.zone, new Date());
      const calls = await archive.list({
        limit: options.limit,
        ...(options.since ? { from: when(options.since) } : {}),
        ...(options.until ? { to: when(options.until) } : {}),
        ...(options.status ? { status: options.status } : {}),
        ...(options.number ? { number: options.number.replace(/\D/g, '').slice(-10) } : {}),
      });
      const context = { zone: archive.zone, employees: config.employees };
      if (options.json) {
        const { callJson } = await import('./call-json.js');
        process.stdout.write(`${JSON.stringify(calls.map((call) => callJson(call, context)))}\n`);
        return;
      }
      const { callTable } = await import('./call-table.js');
      process.stdout.write(callTable(calls, context));
    });
}
