import { Command, Option } from 'commander';
import { loadFor } from './context.js';
import { exampleText } from './options.js';
import type { ShowArguments } from './show-run.js';

export function showCommand(): Command {
  return new Command('show')
    .description('one call: facts, card, transcript, stages, attempts, cost')
    .argument('<call_id>', 'any id of the call: session, leg, or that of our base')
    .addOption(new Option('--evidence', 'each line of the card with the turns it rests on').conflicts(['raw', 'json']))
    .addOption(new Option('--raw', 'all turns, and what was cut from the transcript and why').conflicts(['json']))
    .addOption(new Option('--versions', 'what forced re-runs have replaced').conflicts(['raw', 'json', 'evidence']))
    .option('--take <number>', 'the call as that run left it, see --versions')
    .option('--json', 'print one JSON object')
    .addHelpText('after', exampleText('audiobot show 1768471201.4815162', 'audiobot show 1768471201 --evidence'))
    .action(async (id: string, options: ShowArguments, command: Command) => {
      const { config } = await loadFor(command);
      const { runShow } = await import('./show-run.js');
      await runShow(id, options, config);
    });
}
