import type { Period } from '../domain/ports.js';
import { UsageError } from './usage-error.js';
import { readWhen } from './when.js';

/**
 * The period between `--since` and `--until`, never into the future, once the firm's zone is known: the account may have
 * to be asked for it. A slip of the pen is told before.
 */
export function periodsBy({ since, until }: { since: string; until?: string }, now: Date): (zone: string) => Period {
  for (const typed of [since, until]) if (typed) readWhen(typed, 'utc', now);
  return (zone) => {
    const from = readWhen(since, zone, now);
    const end = until ? readWhen(until, zone, now) : now.toISOString();
    const to = end < now.toISOString() ? end : now.toISOString();
    if (from >= to)
      throw new UsageError(`--since ${since} is not before ${to === end && until ? `--until ${until}` : 'now'}`);
    return { from, to };
  };
}
