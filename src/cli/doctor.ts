import { Command } from 'commander';
import type { DoctorArguments } from './doctor-run.js';
import { exampleText } from './options.js';

export function doctorCommand(): Command {
  return new Command('doctor')
    .description('checks every part the daemon needs and says the fix for each that fails')
    .option('--json', 'print one JSON object')
    .option('--no-spend', 'leave out the one paid request, which tells whether there is money (a fraction of a cent)')
    .addHelpText(
      'after',
      [
        '\nChanges nothing, but opening the base brings its tables up to date and books the requests to Novofon. Posts',
        'nothing to the group: the bot is only seen typing. Exit code: 0 nothing fails (warnings may stand), 1 something',
        'fails, 2 the configuration is broken.',
        exampleText('audiobot doctor', 'audiobot doctor --json --no-spend'),
      ].join('\n'),
    )
    .action(async (options: DoctorArguments, command: Command) => {
      const { runDoctor } = await import('./doctor-run.js');
      process.exitCode = await runDoctor(options, command);
    });
}
