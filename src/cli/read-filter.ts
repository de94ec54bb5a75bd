import type { Instant } from '../domain/instant.js';
import type { FilterOptions } from './call-filter.js';
import { UsageError } from './usage-error.js';
import { readWhen } from './when.js';

interface Filter {
  limit: number;
  from?: Instant;
  to?: Instant;
  number?: string;
}

/** The options that choose calls, as the archive takes them. Throws UsageError for what is no date or no number. */
export function filterOf(options: FilterOptions, zone: string, now: Date): Filter {
  return {
    limit: options.limit,
    ...boundsOf(options, zone, now),
    ...(options.number === undefined ? {} : { number: lastDigits(options.number) }),
  };
}

/** `--since` and `--until`, where they are given. */
export function boundsOf({ since, until }: { since?: string; until?: string }, zone: string, now: Date) {
  return {
    ...(since ? { from: readWhen(since, zone, now) } : {}),
    ...(until ? { to: readWhen(until, zone, now) } : {}),
  };
}

/** Ten at most, as a Russian number may be written with +7, 7, 8 or nothing before them. */
function lastDigits(text: string): string {
  const digits = text.replace(/\D/g, '').slice(-10);
  if (digits === '') throw new UsageError(`«${text}» is no number: write +7 916 123-45-67, or its last digits`);
  return digits;
}
