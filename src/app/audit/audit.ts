import type { Config } from '../../config/derive.js';
import {
  type AuditedCall,
  type AuditSums,
  type AuditTerms,
  auditCalls,
  type KeptCall,
  sumsOf,
} from '../../domain/audit.js';
import type { Instant } from '../../domain/instant.js';
import { isOurs } from '../../domain/ours.js';
import type { Memory, Period } from '../../domain/ports.js';
import type { Logger } from '../../lib/log.js';
import { keptCalls } from '../../store/audit.js';
import { assemble, type Parts } from '../assemble.js';
import { type History, readHistory } from '../history.js';
import type { Stopping } from '../stopping.js';
import { firmZone } from '../zone.js';
import { repair } from './repair.js';

/** What an audit found: every call of the provider's list with its fate. */
export interface Audit {
  calls: AuditedCall[];
  sums: AuditSums;
  /** Calls of the period that the base has and the provider does not list, or no longer. */
  unlisted: KeptCall[];
}

export interface AuditOptions {
  /** What is asked for, by the firm's zone. */
  periodIn: (zone: string) => Period;
  repairs: boolean;
}

export interface AuditResult extends Audit {
  zone: string;
  period: Period;
  /** The ids of the calls that were put back to work; null where that was not asked for. */
  repaired: string[] | null;
}

/** Compares once, and mends where that is asked for. */
export async function auditOnce(
  config: Config,
  log: Logger,
  { stopping, abort }: Stopping,
  options: AuditOptions,
): Promise<AuditResult> {
  await using parts = await assemble(config, log, abort);
  const zone = await firmZone(config, parts.memory, parts.telephony, stopping);
  const period = options.periodIn(zone);
  const audit = await auditPeriod(parts, config, period, stopping);
  const repaired = options.repairs ? await repair(audit.calls, parts, config) : null;
  return { ...audit, zone, period, repaired };
}

/** Compares the provider's list with the base and with the cards that were sent. Changes nothing. */
export async function auditPeriod(
  { telephony, memory, base }: Pick<Parts, 'telephony' | 'memory' | 'base'>,
  config: Config,
  period: Period,
  signal: AbortSignal,
): Promise<Audit> {
  // The provider first, then the base: what comes in between stands in the base, and is no gap.
  const terms = await termsOf(memory, config);
  const reading = { lines: config.novofon, asker: 'audit' } as const;
  const history = await readHistory(telephony, period, reading, signal);
  const kept = await keptCalls(base, period, [...history.ids], new Date().toISOString());
  const calls = auditCalls(history.calls, kept, terms);
  const unlisted = kept.filter((call) => isUnlisted(call, history, config, terms.now));
  return { calls, sums: sumsOf(calls), unlisted };
}

async function termsOf(memory: Memory, { poll, pipeline }: Config): Promise<AuditTerms> {
  const now = Date.now();
  return {
    now: new Date(now).toISOString(),
    floor: (await memory.get('poll.floor')) ?? new Date(now - poll.firstLookback).toISOString(),
    mark: await memory.get('poll.mark'),
    recordingDeadlineMs: pipeline.recordingDeadline,
  };
}

/** `kept` has besides these only what is listed. */
function isUnlisted(
  { facts, ids, foundAt }: KeptCall,
  history: History,
  { novofon }: Config,
  askedAt: Instant,
): boolean {
  if (facts.provider !== 'novofon' || foundAt > askedAt) return false;
  return isOurs(facts, novofon) && !ids.some((id) => history.ids.has(id));
}
