import { readFile } from 'node:fs/promises';
import { openArchive } from '../app/archive.js';
import { cardContextOf } from '../app/card-context.js';
import { type Replay, replays } from '../app/replay.js';
import { stopOnSignals } from '../app/stopping.js';
import type { CardContext } from '../card/call-lines.js';
import type { Config } from '../config/derive.js';
import type { Loaded } from '../config/load.js';
import { loadPreset, presetPlace } from '../config/preset/load.js';
import { requireSecrets } from '../config/require-secrets.js';
import type { Wish } from '../domain/call.js';
import type { FilterOptions } from './call-filter.js';
import { callJson } from './call-json.js';
import { openLog } from './context.js';
import { SIGNAL_CODES } from './daemon.js';
import { comparison, summary } from './eval-page.js';
import { filterOf } from './read-filter.js';
import { columnsOf } from './terminal.js';
import { UsageError } from './usage-error.js';

/** What stands on the command line after `eval`, as commander reads it. */
export interface EvalArguments extends FilterOptions {
  model?: string;
  preset?: string;
  prompt?: string;
  json?: boolean;
}

/** Prints what is and what would be, call by call. Returns the exit code. */
export async function runEval(ids: string[], given: EvalArguments, loaded: Loaded): Promise<number> {
  const { config } = loaded;
  requireSecrets(loaded, 'eval', ['analysis.apiKey']);
  const rules = given.prompt === undefined ? undefined : await promptIn(given.prompt);
  using stopping = stopOnSignals(config.pipeline.stopGrace);
  const log = await openLog(
    config.log.level === 'info' ? { ...config, log: { ...config.log, level: 'warn' } } : config,
  );
  const zone = await zoneOf(config);
  const filter = { ...filterOf(given, zone, new Date()), status: 'done' as const };
  const wish = wishOf(given);
  const context = { ...cardContextOf(config, zone), ...(wish.preset && { preset: loadPreset(wish.preset) }) };
  const done: Replay[] = [];
  for await (const replay of replays(config, log, stopping, { ids, filter, rules, wish })) {
    done.push(replay);
    if (!given.json) process.stdout.write(comparison(replay, context, columnsOf(process.stdout)));
  }
  process.stdout.write(
    given.json ? `${JSON.stringify(done.map((replay) => replayJson(replay, context)))}\n` : summary(done),
  );
  const cause = stopping.cause();
  return cause ? (SIGNAL_CODES[cause] ?? 1) : 0;
}

function wishOf({ model, preset }: EvalArguments): Wish {
  return { ...(model && { textModel: model }), ...(preset && { preset: presetPlace(preset) }) };
}

async function promptIn(file: string): Promise<string> {
  try {
    return (await readFile(file, 'utf8')).trim();
  } catch (cause) {
    throw new UsageError(`--prompt: ${file} cannot be read`, { cause });
  }
}

async function zoneOf(config: Config): Promise<string> {
  await using archive = await openArchive(config);
  return archive.zone;
}

function replayJson({ call, replayed, usd }: Replay, context: CardContext) {
  const stored = callJson(call, context);
  const { analysis } = callJson({ ...call, analysis: replayed }, context);
  return { id: stored.id, stored: stored.analysis, replayed: analysis ?? replayed, cost: { usd } };
}
