import { Command } from 'commander';
import { loadFor } from './context.js';
import { exampleText } from './options.js';

export function showCommand(): Command {
  return new Command('show')
    .description('one call: facts, card, transcript, stages, attempts, cost')
    .argument('<call_id>', 'any id of the call: session, leg, or that of our base')
    .option('--json', 'print one JSON object')
    .addHelpText('after', exampleText('audiobot show 1768471201.4815162'))
    .action(async (id: string, options: { json?: boolean }, command: Command) => {
      const { config } = await loadFor(command);
      const { openArchive } = await import('../app/archive.js');
      await using archive = await openArchive(config);
      const call = await archive.find(id);
      if (!call)
        throw new Error(`no call ${id} in ${config.database.path}; audiobot process ${id} looks for it in the history`);
      const context = { zone: archive.zone, employees: config.employees };
      if (options.json) {
        const { callJson } = await import('./call-json.js');
        process.stdout.write(`${JSON.stringify(callJson(call, context))}\n`);
        return;
      }
      const { callPage } = await import('./call-page.js');
      process.stdout.write(callPage(call, context));
    });
}
