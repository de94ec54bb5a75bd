import { type Command, InvalidArgumentError } from 'commander';

/** `-c` works before and after the command. */
export function withConfigOption(command: Command): Command {
  return command.option('-c, --config <file>', 'configuration file (default: ./config.yaml if it is there)');
}

/** A whole number from 1, for `--limit`. */
export function countArgument(text: string): number {
  if (!/^[1-9]\d*$/.test(text)) throw new InvalidArgumentError('A whole number from 1 is wanted.');
  return Number(text);
}

export function exampleText(...lines: string[]): string {
  return `\nExample:\n${lines.map((line) => `  ${line}`).join('\n')}`;
}
