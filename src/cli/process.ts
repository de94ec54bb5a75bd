import { Command, Option } from 'commander';
import { loadFor } from './context.js';
import { exampleText } from './options.js';
import type { ProcessArguments } from './process-arguments.js';

export function processCommand(): Command {
  return new Command('process')
    .description('one call now: finds it by any of its ids, runs what is missing, prints the result')
    .argument('[call_id...]', 'session id, leg id, or the id in our base')
    .option('--from-file <audio>', 'a local recording instead of a call: no Novofon needed')
    .option('--client <number>', "with --from-file: the client's number")
    .addOption(new Option('--direction <direction>', 'with --from-file').choices(['in', 'out']).default('in'))
    .option('--at <when>', 'with --from-file: when the call began (default: when the file was last written)')
    .option('--since <when>', 'look for the id in the history from this date on')
    .option('--force', 'run all stages again and edit the card; models are paid again')
    .addOption(
      new Option('--from <stage>', 'with --force: from this stage').choices([
        'download',
        'transcribe',
        'analyze',
        'notify',
      ]),
    )
    .option('--model <model>', 'with --from transcribe or analyze: ask this one, and keep what the last one said')
    .option('--preset <preset>', 'with --force: analyse by this preset')
    .option('--no-notify', 'send nothing')
    .option('--wait <duration>', 'how long to wait for the end', '2m')
    .option('--json', 'print JSON: one object, or an array for several ids')
    .addHelpText(
      'after',
      exampleText('audiobot process 1768471201.4815162', 'audiobot process --from-file call.mp3 --client +79161234567'),
    )
    .action(run);
}

/** Another model or preset than the configured ones only for what is run again. */
function checkWish({ force, from, model, preset }: ProcessArguments, command: Command): void {
  const isModelled = from === 'transcribe' || from === 'analyze';
  if (model && !(force && isModelled)) command.error('error: --model goes with --force --from transcribe or analyze');
  if (preset && !force) command.error('error: --preset goes with --force');
  if (preset && from === 'notify') command.error('error: --preset goes with a stage that analyses: --from analyze');
}

async function run(ids: string[], options: ProcessArguments, command: Command): Promise<void> {
  if ((ids.length === 0) === !options.fromFile) {
    command.error('error: name a call id, or a recording with --from-file');
  }
  checkWish(options, command);
  const loaded = await loadFor(command);
  const { runProcess } = await import('./process-run.js');
  process.exitCode = await runProcess(ids, options, loaded);
}
