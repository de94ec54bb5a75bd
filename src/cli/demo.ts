import { Command } from 'commander';
import { exampleText } from './options.js';

export function demoCommand(): Command {
  return new Command('demo')
    .description('the whole product against bundled simulators: no key, no network, about a minute')
    .option('--dir <folder>', 'where its base, recordings and chat page go', 'demo')
    .addHelpText('after', exampleText('audiobot demo'))
    .action(async (options: { dir: string }) => {
      const { runDemo } = await import('./demo/run.js');
      process.exitCode = await runDemo(options.dir);
    });
}
