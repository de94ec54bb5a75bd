import { readFileSync } from 'node:fs';
import { Command, CommanderError } from 'commander';
import { auditCommand } from './audit.js';
import { backfillCommand } from './backfill.js';
import { callsCommand } from './calls.js';
import { answerCompletion, completionCommand } from './completion.js';
import { configCommand } from './config.js';
import { SIGNAL_CODES } from './daemon.js';
import { demoCommand } from './demo.js';
import { doctorCommand } from './doctor.js';
import { evalCommand } from './eval.js';
import { exportCommand } from './export.js';
import { withConfigOption } from './options.js';
import { pollCommand } from './poll.js';
import { processCommand } from './process.js';
import { retryCommand } from './retry.js';
import { searchCommand } from './search.js';
import { serveCommand } from './serve.js';
import { showCommand } from './show.js';
import { statsCommand } from './stats.js';
import { UsageError } from './usage-error.js';
import { watchCommand } from './watch.js';

/** Runs one command line and sets the exit code: 0 done, 1 failed, 2 wrong usage, configuration or base, 128 + n by a signal. */
export async function main(argv: string[]): Promise<void> {
  // Calls are personal data: what is written here, base and recordings alike, is for the owner's eyes.
  process.umask(0o077);
  const program = buildProgram();
  if (argv.length <= 2) return withCompletion(program).outputHelp();
  try {
    if (argv[2] === 'complete') await answerCompletion(program, argv);
    else await withCompletion(program).parseAsync(argv);
  } catch (error) {
    process.exitCode = await reportFailure(error);
  }
}

function buildProgram(): Command {
  const program = withConfigOption(new Command('audiobot'))
    .description('Turns phone calls into cards in Telegram: Novofon recordings, Whisper, GPT-4o')
    .version(versionOf(), '-V, --version', 'print the version')
    .showSuggestionAfterError()
    .exitOverride();
  const commands = [
    serveCommand(),
    watchCommand(),
    pollCommand(),
    processCommand(),
    backfillCommand(),
    callsCommand(),
    showCommand(),
    searchCommand(),
    exportCommand(),
    statsCommand(),
    retryCommand(),
    auditCommand(),
    evalCommand(),
    doctorCommand(),
    configCommand(),
    demoCommand(),
  ];
  for (const command of commands) program.addCommand(withConfigOption(command).exitOverride());
  return program;
}

/** Our own command prints the scripts; whoever answers them brings one of that name. */
function withCompletion(program: Command): Command {
  return program.addCommand(completionCommand().exitOverride());
}

async function reportFailure(error: unknown): Promise<number> {
  // Commander has printed its own message; help and version are no failures.
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  const [{ ConfigError }, { StoppedBySignal }, { UnusableBase }, { scrubberOf }, { legible }] = await Promise.all([
    import('../config/faults.js'),
    import('../app/stopping.js'),
    import('../domain/base-error.js'),
    import('../lib/scrub.js'),
    import('../lib/legible.js'),
  ]);
  if (error instanceof ConfigError) {
    process.stderr.write(`audiobot: ${error.lines.join('\naudiobot: ')}\n`);
    return 2;
  }
  const scrub = scrubberOf([]);
  process.stderr.write(`audiobot: ${scrub(legible(messagesOf(error).join(': ')))}\n`);
  if (error instanceof StoppedBySignal) return SIGNAL_CODES[error.signal] ?? 1;
  return error instanceof UsageError || error instanceof UnusableBase ? 2 : 1;
}

function messagesOf(error: unknown): string[] {
  if (!(error instanceof Error)) return [String(error)];
  return error.cause instanceof Error && error.name !== 'UpstreamError'
    ? [error.message, ...messagesOf(error.cause)]
    : [error.message];
}

function versionOf(): string {
  const file = new URL('../../package.json', import.meta.url);
  return JSON.parse(readFileSync(file, 'utf8')).version;
}
