import { Command } from 'commander';
import { type FilterOptions, withFilterOptions } from './call-filter.js';
import { loadFor } from './context.js';
import { exampleText } from './options.js';

const HOW = `
All the words must occur, in any of their forms; «words in quotes» side by side;
'word*' stands for all that begins so. Straight quotes and stars belong to your
shell: put them within single quotes. What was found is bold on a terminal, and
*between asterisks* in a pipe or where there are no colours. With --json, marks
are [start, end) in UTF-16 units.`;

export function searchCommand(): Command {
  return withFilterOptions(
    new Command('search')
      .description('full-text search over transcripts and analyses, Russian word forms included')
      .argument('<words...>', 'what to look for'),
  )
    .option('--json', 'print a JSON array: the calls, each with its snippets')
    .addHelpText('after', `${HOW}\n${exampleText("audiobot search договор «рассрочка на шесть» 'замер*' --since 30d")}`)
    .action(async (words: string[], options: FilterOptions & { json?: boolean }, command: Command) => {
      const { config } = await loadFor(command);
      const { runSearch } = await import('./search-run.js');
      await runSearch(words.join(' '), options, config);
    });
}
