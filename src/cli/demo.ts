import { Command, Option } from 'commander';
import { exampleText } from './options.js';

export function demoCommand(): Command {
  return new Command('demo')
    .description('the whole product against bundled simulators: no key, no network, about a minute')
    .addOption(
      new Option('--preset <preset>', 'the call of another trade, in a quarter of the time')
        .choices(['general', 'real-estate', 'service', 'clinic'])
        .default('general'),
    )
    .option('--dir <folder>', 'where its base, recordings and chat page go', 'demo')
    .addHelpText('after', exampleText('audiobot demo', 'audiobot demo --preset clinic'))
    .action(async (options: { dir: string; preset: string }) => {
      const { runDemo } = await import('./demo/run.js');
      process.exitCode = await runDemo(options.dir, options.preset);
    });
}
