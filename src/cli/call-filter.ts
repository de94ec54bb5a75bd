import type { Command } from 'commander';
import { countArgument } from './options.js';

/** The options that choose calls, as commander reads them. */
export interface FilterOptions {
  limit: number;
  since?: string;
  until?: string;
  number?: string;
}

export function withFilterOptions(command: Command): Command {
  return command
    .option('--limit <n>', 'how many at most', countArgument, 20)
    .option('--since <when>', 'from this date or this long ago: 2026-11-01, 2026-11-01T10:00, 7d, 12h')
    .option('--until <when>', 'up to this date')
    .option('--number <number>', 'only calls with this client: +7 916 123-45-67, 89161234567, or its last digits');
}
