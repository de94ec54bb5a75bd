import { Command } from 'commander';
import { type FilterOptions, withFilterOptions } from './call-filter.js';
import { loadFor } from './context.js';
import type { EvalArguments } from './eval-run.js';
import { exampleText } from './options.js';

export function evalCommand(): Command {
  return withFilterOptions(new Command('eval'))
    .description(
      'stored calls analysed anew by another model, preset or prompt, beside what they are; nothing is changed',
    )
    .argument('[call_id...]', 'these calls (default: the newest that were analysed)')
    .option('--model <model>', 'for analysis')
    .option('--preset <preset>', 'general, real-estate, service, clinic, or the path of a YAML file')
    .option('--prompt <file>', 'instructions from a text file instead of the built-in ones')
    .option('--json', 'print a JSON array')
    .addHelpText(
      'after',
      exampleText('audiobot eval --limit 5 --model gpt-6-luna', 'audiobot eval in_5f1c --preset clinic'),
    )
    .action(async (ids: string[], options: EvalArguments & FilterOptions, command: Command) => {
      const loaded = await loadFor(command);
      const { runEval } = await import('./eval-run.js');
      process.exitCode = await runEval(ids, options, loaded);
    });
}
