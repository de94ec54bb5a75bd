import type { Config } from '../config/derive.js';
import { shownName } from '../domain/employee.js';
import type { Period } from '../domain/ports.js';
import type { StoredCall } from '../domain/stored.js';
import { type CallFilter, findCall, listCalls } from '../store/call-reader.js';
import { SqlMemory } from '../store/memory.js';
import { openBase } from '../store/open.js';
import { callPages, type PageFilter } from '../store/pages.js';
import { retryCalls } from '../store/rerun.js';
import { type SearchQuery, searchCalls } from '../store/search.js';
import { type Stats, statsOf } from './stats.js';
import { knownZone } from './zone.js';

/** What can be done with the base alone: no network, no secrets. */
export interface Archive extends AsyncDisposable {
  /** The firm's zone. */
  zone: string;
  list(filter: CallFilter): Promise<StoredCall[]>;
  /** All that match, the oldest first, a page at a time. */
  pages(filter: PageFilter): AsyncIterable<StoredCall[]>;
  /** The best match first. `announce` is told how many calls are to be indexed before, if any. */
  search(query: SearchQuery, announce: (calls: number) => void): Promise<StoredCall[]>;
  /** By any of its ids, or its beginning; throws when several begin so. */
  find(anyId: string): Promise<StoredCall | null>;
  /** The figures of the calls that began in the period. */
  stats(period: Period): Promise<Stats>;
  /** Makes calls due now; returns their ids. */
  retry(ids: string[] | 'failed'): Promise<string[]>;
}

export async function openArchive(config: Config): Promise<Archive> {
  const base = await openBase(config.database.path);
  const clock = () => new Date();
  const zone = await knownZone(config, new SqlMemory(base, clock));
  return {
    zone,
    list: (filter) => listCalls(base, filter),
    pages: (filter) => callPages(base, filter),
    search: (query, announce) => searchCalls(base, query, announce),
    find: (anyId) => findCall(base, anyId),
    stats: (period) => statsOf(base, period, { zone, nameOf: (employee) => shownName(config.employees, employee) }),
    retry: (ids) => retryCalls(base, clock, ids),
    [Symbol.asyncDispose]: () => base.destroy(),
  };
}
