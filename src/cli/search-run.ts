import { openArchive } from '../app/archive.js';
import type { Config } from '../config/derive.js';
import { readQuery } from '../domain/search/query.js';
import { snippetsOf } from '../domain/search/snippets.js';
import type { FilterOptions } from './call-filter.js';
import { callJson } from './call-json.js';
import { filterOf } from './read-filter.js';
import { searchPage } from './search-page.js';
import { columnsOf } from './terminal.js';
import { UsageError } from './usage-error.js';

/** So many calls are indexed while nobody wonders; more take seconds. */
const MANY = 500;

/** Searches the stored calls and prints what was found. */
export async function runSearch(
  typed: string,
  options: FilterOptions & { json?: boolean },
  config: Config,
): Promise<void> {
  const terms = readQuery(typed);
  if (terms.length === 0) throw new UsageError(`there is no word in «${typed}»`);
  await using archive = await openArchive(config);
  const now = new Date();
  const calls = await archive.search({ ...filterOf(options, archive.zone, now), terms }, announce);
  const { context } = archive;
  if (options.json) {
    const found = calls.map((call) => ({
      ...callJson(call, context),
      snippets: snippetsOf(call, terms).map(({ part, text, marks }) => ({ part, text, marks })),
    }));
    process.stdout.write(`${JSON.stringify(found)}\n`);
    return;
  }
  const { stdout } = process;
  const look = { columns: columnsOf(stdout), now, colours: stdout.isTTY && stdout.hasColors() };
  process.stdout.write(searchPage(calls, terms, context, look));
}

function announce(calls: number): void {
  if (calls > MANY && process.stderr.isTTY) process.stderr.write(`indexing ${calls} calls for the search…\n`);
}
