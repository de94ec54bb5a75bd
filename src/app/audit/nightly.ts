import { auditAlert } from '../../card/audit-line.js';
import { isWell } from '../../domain/audit.js';
import type { Alerts, Clock, Memory, Period } from '../../domain/ports.js';
import type { Logger } from '../../lib/log.js';
import { sleep } from '../../lib/sleep.js';
import type { Audit } from './audit.js';
import { daysToAudit, isAuditDue } from './night.js';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
/**
 * After a start so long none is made, so that the calls of the time without us are at work already. A machine may sleep,
 * and timers with it: the clock is looked at every minute.
 */
export const ROUNDS: Rounds = { settleMs: 3 * MINUTE_MS, lookMs: MINUTE_MS };
export interface Rounds {
  settleMs: number;
  lookMs: number;
}

const AGAIN_MS = 60 * MINUTE_MS;

interface Needs {
  /** A pass over the history right now; false when it failed. */
  pass: () => Promise<boolean>;
  audit: (period: Period, signal: AbortSignal) => Promise<Audit>;
  /** The firm's zone. */
  zone: () => Promise<string>;
  memory: Memory;
  alerts: Alerts;
  clock: Clock;
  log: Logger;
  rounds: Rounds;
}

/** An audit every night, made up for where the night was missed, tried again in an hour where it failed. Never throws. */
export async function auditNightly(needs: Needs, stopping: AbortSignal): Promise<void> {
  const { clock, log, rounds } = needs;
  for (let notBefore = clock().getTime() + rounds.settleMs; ; ) {
    await sleep(rounds.lookMs, stopping).catch(() => undefined);
    if (stopping.aborted) return;
    if (clock().getTime() < notBefore) continue;
    try {
      await auditIfDue(needs, stopping);
    } catch (err) {
      if (stopping.aborted) return;
      notBefore = clock().getTime() + AGAIN_MS;
      log.warn({ err }, 'the calls could not be audited; it will be tried again in an hour');
    }
  }
}

async function auditIfDue({ pass, audit, zone, memory, alerts, clock, log }: Needs, stopping: AbortSignal) {
  const lastAt = await memory.get('audit.at');
  const now = clock();
  if (!isAuditDue(lastAt, now, await zone())) return;
  // What ended while we slept is no gap: it was not looked for yet.
  if (!(await pass())) throw new Error('the history could not be asked');
  const days = daysToAudit(lastAt, now);
  const period = { from: new Date(now.getTime() - days * DAY_MS).toISOString(), to: now.toISOString() };
  const { sums, unlisted } = await audit(period, stopping);
  log.info({ ...period, ...sums, unlisted: unlisted.length }, 'calls audited');
  if (isWell(sums)) await alerts.clear('audit');
  else await alerts.raise('audit', auditAlert(sums, days));
  await memory.set('audit.at', now.toISOString());
}
