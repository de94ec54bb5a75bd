import { access } from 'node:fs/promises';
import { openArchive } from '../app/archive.js';
import { cardContextOf } from '../app/card-context.js';
import { type ProcessOptions, processCalls } from '../app/process-call.js';
import { processFile } from '../app/process-file.js';
import { type Stopping, stopOnSignals } from '../app/stopping.js';
import type { CardContext } from '../card/call-lines.js';
import type { Config } from '../config/derive.js';
import type { Loaded } from '../config/load.js';
import { presetPlace } from '../config/preset/load.js';
import { accountSecrets, requireSecrets, type SecretName } from '../config/require-secrets.js';
import type { Wish } from '../domain/call.js';
import { toE164 } from '../domain/phone.js';
import { type StoredCall, statusOf } from '../domain/stored.js';
import { parseDuration } from '../lib/duration.js';
import { callJson } from './call-json.js';
import { callPage, cardText } from './call-page.js';
import { openLog } from './context.js';
import { SIGNAL_CODES } from './daemon.js';
import { isInteractive } from './interactive.js';
import type { ProcessArguments } from './process-arguments.js';
import { withSpinner } from './spinner.js';
import { UsageError } from './usage-error.js';
import { readWhen } from './when.js';

/** Processes calls, or one recording, and prints what became of them. Returns the exit code. */
export async function runProcess(ids: string[], given: ProcessArguments, loaded: Loaded): Promise<number> {
  const { config } = loaded;
  const { zone, known } = await lookUp(config, ids);
  requireSecrets(loaded, 'process', secretsFor(given, config, known, ids));
  const options = optionsOf(given, zone);
  using stopping = stopOnSignals(config.pipeline.stopGrace);
  const log = await openLog(quietOnTerminal(config));
  const file = given.fromFile ? await fileCall(given.fromFile, given, zone) : null;
  const calls = await withSpinner(`working on ${file?.file ?? ids.join(', ')}`, async () =>
    file
      ? [await processFile(config, log, stopping, file, options)]
      : processCalls(config, log, stopping, ids, options),
  );
  // Whoever asked the account for the first time knows its zone only now.
  print(calls, ids, given, cardContextOf(config, (await lookUp(config, [])).zone));
  return exitCode(calls, stopping);
}

/** A person at a terminal sees the spinner and the result; only troubles are worth a line beside them. */
function quietOnTerminal(config: Config): Config {
  const isQuiet = isInteractive() && config.log.level === 'info';
  return isQuiet ? { ...config, log: { ...config.log, level: 'warn' } } : config;
}

async function lookUp(config: Config, ids: string[]): Promise<{ zone: string; known: number }> {
  await using archive = await openArchive(config);
  const found = await Promise.all(ids.map((id) => archive.find(id)));
  return { zone: archive.zone, known: found.filter((call) => call?.audio).length };
}

/** Novofon is asked only for what the base does not hold; a recording of one's own can do without Telegram. */
function secretsFor(given: ProcessArguments, config: Config, known: number, ids: string[]): SecretName[] {
  const models: SecretName[] = ['transcription.apiKey', 'analysis.apiKey'];
  if (given.fromFile) return models;
  const account = known < ids.length ? accountSecrets(config) : [];
  return [...account, ...models, ...(given.notify ? (['telegram.botToken'] as const) : [])];
}

function optionsOf(given: ProcessArguments, zone: string): ProcessOptions {
  const waitMs = parseDuration(given.wait);
  if (waitMs === null) throw new UsageError(`--wait: «${given.wait}» is no duration: write 30s, 2m or 1h`);
  if (given.from && !given.force) throw new UsageError('--from goes with --force');
  return {
    waitMs,
    from: given.force ? (given.from ?? 'download') : null,
    wish: wishOf(given),
    notify: given.notify,
    since: sinceOf(given, zone),
  };
}

function wishOf({ from, model, preset }: ProcessArguments): Wish {
  const wished = model && { [from === 'transcribe' ? 'speechModel' : 'textModel']: model };
  return { ...wished, ...(preset && { preset: presetPlace(preset) }) };
}

function sinceOf({ since }: ProcessArguments, knownZone: string): ProcessOptions['since'] {
  if (!since) return null;
  const now = new Date();
  // A slip of the pen is told before anybody is asked.
  readWhen(since, knownZone, now);
  return (zone) => readWhen(since, zone, now);
}

async function fileCall(file: string, given: ProcessArguments, zone: string) {
  await access(file).catch((cause) => {
    throw new UsageError(`--from-file: ${file} cannot be read: there is no such file, or no permission`, { cause });
  });
  const client = given.client === undefined ? null : toE164(given.client);
  if (given.client !== undefined && !client) {
    throw new UsageError(`--client: «${given.client}» is no full phone number: write +79161234567`);
  }
  return { file, client, direction: given.direction, at: given.at ? readWhen(given.at, zone, new Date()) : null };
}

function print(calls: (StoredCall | null)[], ids: string[], given: ProcessArguments, context: CardContext): void {
  const found = calls.filter((call) => call !== null);
  if (given.json) {
    const documents = found.map((call) => callJson(call, context));
    process.stdout.write(`${JSON.stringify(ids.length > 1 ? documents : (documents[0] ?? null))}\n`);
  } else {
    const page = given.fromFile ? cardText : callPage;
    process.stdout.write(found.map((call) => page(call, context) ?? callPage(call, context)).join('\n'));
  }
  for (const [index, call] of calls.entries()) {
    if (!call) {
      const hint = given.since ? '' : '; if it is older than 30 days, say --since';
      process.stderr.write(`audiobot: no call ${ids[index]} in the base or in the history${hint}\n`);
    } else if (isFormer(call)) {
      process.stderr.write(`audiobot: ${call.facts.id} is what it was before: ${call.error?.message}\n`);
    }
  }
}

function exitCode(calls: (StoredCall | null)[], stopping: Stopping): number {
  const cause = stopping.cause();
  if (cause) return SIGNAL_CODES[cause] ?? 1;
  const isGood = (call: StoredCall | null) =>
    call !== null && ['done', 'skipped'].includes(statusOf(call)) && !isFormer(call);
  return calls.every(isGood) ? 0 : 1;
}

/** A forced re-run failed for good, and what the call had before stands again. */
function isFormer({ place, error }: StoredCall): boolean {
  return place === 'done' && error !== null;
}
