import { Command } from 'commander';
import { loadFor } from './context.js';
import { exampleText } from './options.js';

export function retryCommand(): Command {
  return new Command('retry')
    .description('gives failed calls another go: the daemon or the next poll takes them')
    .argument('[call_id...]', 'any id of each call')
    .option('--failed', 'all calls that failed')
    .addHelpText('after', exampleText('audiobot retry --failed'))
    .action(async (anyIds: string[], options: { failed?: boolean }, command: Command) => {
      if (anyIds.length === 0 && !options.failed) command.error('error: name a call, or say --failed');
      const { config } = await loadFor(command);
      const { openArchive } = await import('../app/archive.js');
      await using archive = await openArchive(config);
      const calls = await Promise.all(anyIds.map(async (id) => ({ id, call: await archive.find(id) })));
      const unknown = calls.filter(({ call }) => !call).map(({ id }) => id);
      if (unknown.length > 0) throw new Error(`no such call in ${config.database.path}: ${unknown.join(', ')}`);
      const ids = calls.flatMap(({ call }) => call?.facts.id ?? []);
      const due = await archive.retry(options.failed ? 'failed' : ids);
      process.stdout.write(due.length > 0 ? `due again: ${due.join(', ')}\n` : 'nothing to retry\n');
    });
}
