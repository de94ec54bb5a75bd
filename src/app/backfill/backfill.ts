import type { Config } from '../../config/derive.js';
import type { CallFacts } from '../../domain/call.js';
import type { Period } from '../../domain/ports.js';
import type { StoredCall } from '../../domain/stored.js';
import { skipReason } from '../../domain/worth.js';
import type { Logger } from '../../lib/log.js';
import { assemble, type Parts } from '../assemble.js';
import { carryWhenDue } from '../carry-when-due.js';
import type { Stopping } from '../stopping.js';
import { worthRules } from '../worth-rules.js';
import { readHistory } from './history.js';
import { type Plan, planBackfill } from './plan.js';
import { type Progress, Tally } from './progress.js';

/** A recording that is later than that is left to the daemon: history is not to stand behind it. */
const AWAIT_MS = 5_000;

export interface BackfillOptions {
  period: Period;
  /** At most so many calls, the newest. */
  limit: number | null;
  notify: boolean;
}

/** What a backfill tells and asks of whoever started it. */
export interface Onlooker {
  asking(slice: Period, found: number): void;
  /** Whether to go on with this plan. */
  agrees(plan: Plan): Promise<boolean>;
  moved(progress: Progress): void;
}

/** Imports calls of the history that the base does not have; the poll mark stays where it is. Null: not agreed to. */
export async function backfill(
  config: Config,
  log: Logger,
  stopping: Stopping,
  options: BackfillOptions,
  onlooker: Onlooker,
): Promise<Progress | null> {
  await using parts = await assemble(behindLiveCalls(config), log, stopping.abort);
  const { stopping: signal } = stopping;
  const history = await readHistory(parts.telephony, options.period, config.novofon, onlooker.asking, signal);
  const plan = await planBackfill(history, parts.base, config, worthRules(config), options.limit);
  if (!(await onlooker.agrees(plan))) return null;
  return await importCalls(plan.calls, { config, parts, stopping, options, onlooker });
}

interface Run {
  config: Config;
  parts: Parts;
  stopping: Stopping;
  options: BackfillOptions;
  onlooker: Onlooker;
}

/**
 * A few calls at a time are put into the base and carried; so a stop leaves no heap of work to the daemon, and live
 * calls never stand behind history. Calls already there go on where they stood.
 */
async function importCalls(calls: CallFacts[], run: Run): Promise<Progress> {
  const tally = new Tally(calls.length, () => performance.now());
  const waiting = calls.values();
  const hands = Array.from({ length: run.config.pipeline.concurrency }, async () => {
    for (const call of waiting) {
      if (run.stopping.stopping.aborted) return;
      await importCall(call, run, tally);
      run.onlooker.moved(tally.progress());
    }
  });
  await Promise.all(hands);
  return tally.progress();
}

async function importCall(call: CallFacts, run: Run, tally: Tally): Promise<void> {
  const { config, parts, stopping, options, onlooker } = run;
  const skip = (facts: CallFacts) => skipReason(facts, worthRules(config));
  await parts.store.enqueue(call, { live: false, notify: options.notify, skip });
  const hindered = ({ error }: StoredCall) => {
    if (error) tally.hindered(call.id, error.message);
    onlooker.moved(tally.progress());
  };
  const stored = await carryWhenDue(parts, call.id, stopping, { hindered, awaitMs: AWAIT_MS });
  if (!stopping.stopping.aborted) tally.left(call.id, stored);
}

/** A third of the chat's pace stays free for the daemon's cards: each process counts for itself. */
function behindLiveCalls(config: Config): Config {
  const { limits } = config.telegram;
  const perChatMinute = Math.max(1, Math.floor((limits.perChatMinute * 2) / 3));
  return { ...config, telegram: { ...config.telegram, limits: { ...limits, perChatMinute } } };
}
