import { Command } from 'commander';
import { startDaemon } from './daemon.js';
import { exampleText } from './options.js';

export function serveCommand(): Command {
  return new Command('serve')
    .description('the daemon: asks the history, works on calls, takes the webhook, answers health')
    .addHelpText('after', exampleText('audiobot serve -c /etc/audiobot/config.yaml'))
    .action((_options: object, command: Command) => startDaemon(command, true));
}
