import { Command } from 'commander';
import { loadFor } from './context.js';
import { exampleText } from './options.js';

export function configCommand(): Command {
  return new Command('config')
    .description('prints the configuration in force, secrets masked')
    .option('--json', 'print one JSON object')
    .addHelpText('after', exampleText('audiobot config -c config.yaml'))
    .action(async (options: { json?: boolean }, command: Command) => {
      const { config, source } = await loadFor(command);
      const { maskedYaml, maskSecrets } = await import('../config/secrets.js');
      process.stdout.write(
        options.json ? `${JSON.stringify(maskSecrets(config))}\n` : `# from ${source}\n${maskedYaml(config)}`,
      );
    });
}
