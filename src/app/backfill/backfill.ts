import type { Config } from '../../config/derive.js';
import type { CallFacts } from '../../domain/call.js';
import type { Period } from '../../domain/ports.js';
import { type StoredCall, statusOf } from '../../domain/stored.js';
import { skipReason } from '../../domain/worth.js';
import type { Logger } from '../../lib/log.js';
import { assemble, type Parts } from '../assemble.js';
import { carryWhenDue } from '../carry-when-due.js';
import { readHistory } from '../history.js';
import type { Stopping } from '../stopping.js';
import { worthRules } from '../worth-rules.js';
import { firmZone } from '../zone.js';
import { type Plan, planBackfill } from './plan.js';
import { type Progress, Tally } from './progress.js';

/** A recording that is later than that is left to the daemon: history is not to stand behind it. */
const AWAIT_MS = 5_000;

export interface BackfillOptions {
  /** What is asked for, by the firm's zone. */
  periodIn: (zone: string) => Period;
  /** At most so many calls, the newest. */
  limit: number | null;
  notify: boolean;
}

/** What a backfill tells and asks of whoever started it. */
export interface Onlooker {
  asking(slice: Period, found: number, zone: string): void;
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
  const zone = await firmZone(config, parts.memory, parts.telephony, signal);
  const asking = (slice: Period, found: number) => onlooker.asking(slice, found, zone);
  const reading = { lines: config.novofon, asker: 'backfill', asking } as const;
  const { calls } = await readHistory(parts.telephony, options.periodIn(zone), reading, signal);
  const plan = await planBackfill(calls, parts, config, options.limit);
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
  run.onlooker.moved(tally.progress());
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
  const isCut = stopping.stopping.aborted && stored && statusOf(stored) === 'pending';
  if (!isCut) tally.left(call.id, stored);
}

/**
 * A third of the requests and of the chat's pace stays free for the daemon. Requests are counted for all processes
 * together, so we stop where two thirds are taken by whomever; the pace is counted by each process for itself.
 */
function behindLiveCalls(config: Config): Config {
  const { novofon, telegram } = config;
  const all = twoThirds(novofon.limits.all);
  const perChatMinute = twoThirds(telegram.limits.perChatMinute);
  return {
    ...config,
    novofon: { ...novofon, limits: { ...novofon.limits, all } },
    telegram: { ...telegram, limits: { ...telegram.limits, perChatMinute } },
  };
}

function twoThirds(limit: number): number {
  return Math.max(1, Math.floor((limit * 2) / 3));
}
