import { DateTime } from 'luxon';
import { type AuditResult, auditOnce } from '../app/audit/audit.js';
import { stopOnSignals } from '../app/stopping.js';
import type { Loaded } from '../config/load.js';
import { accountSecrets, requireSecrets } from '../config/require-secrets.js';
import { type AuditedCall, GAPS, isWell } from '../domain/audit.js';
import type { Instant } from '../domain/instant.js';
import { auditPage } from './audit-page.js';
import { openLog } from './context.js';
import { isInteractive } from './interactive.js';
import { periodsBy } from './period.js';
import { withSpinner } from './spinner.js';
import { columnsOf } from './terminal.js';

/** What stands on the command line after `audit`, as commander reads it. */
export interface AuditArguments {
  since: string;
  until?: string;
  repair?: boolean;
  json?: boolean;
}

/** Compares, mends where that is asked for, and prints what was found. Returns the exit code. */
export async function runAudit(given: AuditArguments, loaded: Loaded): Promise<number> {
  const { config } = loaded;
  requireSecrets(loaded, 'audit', accountSecrets(config));
  const options = { periodIn: periodsBy(given, new Date()), repairs: given.repair ?? false };
  using stopping = stopOnSignals(config.pipeline.stopGrace);
  const log = await openLog(isInteractive() ? { ...config, log: { ...config.log, level: 'error' } } : config);
  const result = await withSpinner('сверяю звонки с историей Novofon', () => auditOnce(config, log, stopping, options));
  const text = given.json ? auditJson(result) : auditPage(result, given.since, columnsOf(process.stdout));
  process.stdout.write(text);
  return isWell(result.sums) || result.repaired ? 0 : 1;
}

/**
 * `{ok, period: {from, to, zone}, sums: {calls, card, byRule, byRequest, working, failed, missing, uncarded, stuck,
 * before}, gaps, failures: [{id, kind, startedAt, direction, client, error}], unlisted: [{id, startedAt}], repaired}`.
 * `kind`: `missing`, `uncarded`, `stuck` of a gap, `failed` of a failure. `repaired`: ids, null without `--repair`.
 */
function auditJson({ calls, sums, unlisted, repaired, period, zone }: AuditResult): string {
  const at = (instant: Instant) => DateTime.fromISO(instant, { zone }).toISO({ suppressMilliseconds: true });
  const item = ({ id, fate, facts, error }: AuditedCall) => {
    const { startedAt, direction, client } = facts;
    return { id, kind: fate, startedAt: at(startedAt), direction, client, error };
  };
  const document = {
    ok: isWell(sums),
    period: { from: at(period.from), to: at(period.to), zone },
    sums,
    gaps: calls.filter(({ fate }) => GAPS.some((gap) => gap === fate)).map(item),
    failures: calls.filter(({ fate }) => fate === 'failed').map(item),
    unlisted: unlisted.map(({ facts }) => ({ id: facts.id, startedAt: at(facts.startedAt) })),
    repaired,
  };
  return `${JSON.stringify(document)}\n`;
}
