import type { CheckResult } from './own.js';

/** Less than this part of what applies is too little to judge by. */
const LEAST_KNOWN = 0.5;

/**
 * Passed of passed and failed, by weight, 0 … 100. What did not apply does not count; with too little known there is
 * none; a failed check with a cap lets it be no higher.
 */
export function scoreOf(checks: CheckResult[]): number | null {
  const weightOf = (...results: CheckResult['result'][]) =>
    checks.filter(({ result }) => results.includes(result)).reduce((sum, { weight }) => sum + weight, 0);
  const known = weightOf('pass', 'fail');
  const applies = weightOf('pass', 'fail', 'unknown');
  if (known === 0 || known < applies * LEAST_KNOWN) return null;
  const caps = checks.flatMap(({ result, cap }) => (result === 'fail' && cap !== null ? [cap] : []));
  return Math.min(Math.round((100 * weightOf('pass')) / known), ...caps);
}
