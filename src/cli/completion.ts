import { Argument, Command } from 'commander';
import { exampleText } from './options.js';

export function completionCommand(): Command {
  return new Command('completion')
    .description('prints the completion script of a shell')
    .addArgument(new Argument('<shell>', 'the shell').choices(['bash', 'zsh', 'fish', 'powershell']))
    .addHelpText(
      'after',
      exampleText(
        'audiobot completion bash > /etc/bash_completion.d/audiobot',
        "echo 'source <(audiobot completion zsh)' >> ~/.zshrc",
        'audiobot completion fish > ~/.config/fish/completions/audiobot.fish',
      ),
    )
    .action(async (shell: string) => {
      const { default: completions } = await import('@bomb.sh/tab');
      completions.setup('audiobot', 'audiobot', shell);
    });
}

/** What tells the shell to offer file names. */
const FILES = ':0\n';

/** Answers what the scripts ask at every TAB: `audiobot complete -- <words so far>`. */
export async function answerCompletion(program: Command, argv: string[]): Promise<void> {
  if (takesFile(program, argv.at(-2) ?? '')) {
    process.stdout.write(FILES);
    return;
  }
  const { default: addCompletions } = await import('@bomb.sh/tab/commander');
  addCompletions(program, { completionCommandName: 'completion' });
  await program.parseAsync(argv);
}

function takesFile(program: Command, flag: string): boolean {
  const options = program.commands.flatMap((command) => command.options);
  return options.some(({ short, long, flags }) => [short, long].includes(flag) && /<(file|audio|folder)>/i.test(flags));
}
