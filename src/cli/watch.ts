import { Command } from 'commander';
import { startDaemon } from './daemon.js';
import { exampleText } from './options.js';

export function watchCommand(): Command {
  return new Command('watch')
    .description('the daemon without HTTP: no open port, no webhook')
    .addHelpText('after', exampleText('audiobot watch'))
    .action((_options: object, command: Command) => startDaemon(command, false));
}
