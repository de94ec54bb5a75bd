import { createInterface } from 'node:readline/promises';
import { DateTime } from 'luxon';
import { backfill } from '../app/backfill/backfill.js';
import type { Plan } from '../app/backfill/plan.js';
import type { Progress } from '../app/backfill/progress.js';
import { type Stopping, stopOnSignals } from '../app/stopping.js';
import type { Loaded } from '../config/load.js';
import { accountSecrets, requireSecrets } from '../config/require-secrets.js';
import { openLog } from './context.js';
import { SIGNAL_CODES } from './daemon.js';
import { isInteractive } from './interactive.js';
import { periodsBy } from './period.js';
import { openProgressView } from './progress-view.js';
import { dollars } from './sums.js';
import { UsageError } from './usage-error.js';

/** What stands on the command line after `backfill`, as commander reads it. */
export interface BackfillArguments {
  since: string;
  until?: string;
  limit?: number;
  dryRun?: boolean;
  notify?: boolean;
  yes?: boolean;
}

/** Plans, asks, imports and says how it went. Returns the exit code. */
export async function runBackfill(given: BackfillArguments, loaded: Loaded): Promise<number> {
  const { config } = loaded;
  requireSecrets(loaded, 'backfill', [
    ...accountSecrets(config),
    ...(given.dryRun ? [] : (['transcription.apiKey', 'analysis.apiKey'] as const)),
    ...(given.notify && !given.dryRun ? (['telegram.botToken'] as const) : []),
  ]);
  if (!given.dryRun && !given.yes && !process.stdin.isTTY) {
    throw new UsageError('backfill spends money: say --yes, or look first with --dry-run');
  }
  const periodIn = periodsBy(given, new Date());
  using stopping = stopOnSignals(config.pipeline.stopGrace);
  using view = await openProgressView();
  const log = await openLog(isInteractive() ? { ...config, log: { ...config.log, level: 'error' } } : config);
  const options = { periodIn, limit: given.limit ?? null, notify: given.notify ?? false };
  const result = await backfill(config, log, stopping, options, {
    asking: ({ from, to }, found, zone) =>
      view.note(`asking the history of ${dayOf(from, zone)} to ${dayOf(to, zone)}; calls so far: ${found}`),
    agrees: async (plan) => {
      view.note(planText(plan));
      return !given.dryRun && plan.calls.length > 0 && (given.yes || (await confirmed(stopping)));
    },
    moved: (progress) => view.show(progress),
  });
  view.end();
  if (result) process.stdout.write(`${resultText(result, stopping)}\n`);
  return exitCode(result, stopping);
}

function planText({ found, known, left, calls, paid, minutes, usd }: Plan): string {
  const live = left > 0 ? `, left to the daemon or the next poll: ${left}` : '';
  return [
    `calls of yours: ${found}, finished in the base already: ${known}${live}, to import: ${calls.length}`,
    `to be transcribed: ${paid} calls, ${minutes} min, about ${dollars(usd)}`,
  ].join('\n');
}

async function confirmed({ stopping }: Stopping): Promise<boolean> {
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  // While a line is read the terminal makes no signal of Ctrl-C.
  terminal.once('SIGINT', () => process.kill(process.pid, 'SIGINT'));
  try {
    return /^(y|yes|д|да)$/i.test((await terminal.question('Import them? [y/N] ', { signal: stopping })).trim());
  } catch {
    // Ctrl-D leaves the cursor behind the question.
    if (!stopping.aborted) process.stderr.write('\n');
    return false;
  } finally {
    terminal.close();
  }
}

function resultText({ done, failed, awaited, total, usd }: Progress, { stopping }: Stopping): string {
  const left = stopping.aborted ? `, left: ${total - done} (the same command goes on with them)` : '';
  const late = awaited > 0 ? `, recordings awaited: ${awaited} (the daemon or the next poll takes them)` : '';
  return `imported: ${done - failed - awaited}, failed: ${failed}${late}${left}, spent ${dollars(usd)}`;
}

function exitCode(result: Progress | null, stopping: Stopping): number {
  const cause = stopping.cause();
  if (cause) return SIGNAL_CODES[cause] ?? 1;
  return result && result.failed > 0 ? 1 : 0;
}

function dayOf(instant: string, zone: string): string {
  return DateTime.fromISO(instant, { zone }).toFormat('yyyy-MM-dd');
}
