import type { CardContext } from '../card/call-lines.js';
import type { Config } from '../config/derive.js';
import type { Period } from '../domain/ports.js';
import type { StoredCall, StoredVersion } from '../domain/stored.js';
import { type CallFilter, findCall, listCalls } from '../store/call-reader.js';
import { SqlMemory } from '../store/memory.js';
import { openBase } from '../store/open.js';
import { callPages, type PageFilter } from '../store/pages.js';
import { retryCalls } from '../store/rerun.js';
import { type SearchQuery, searchCalls } from '../store/search.js';
import { versionsOf } from '../store/versions.js';
import { cardContextOf } from './card-context.js';
import { type Stats, statsOf } from './stats.js';
import { knownZone } from './zone.js';

/** What can be done with the base alone: no network, no secrets. */
export interface Archive extends AsyncDisposable {
  /** The firm's zone. */
  zone: string;
  /** What pages and tables of its calls need to know. */
  context: CardContext;
  list(filter: CallFilter): Promise<StoredCall[]>;
  /** All that match, the oldest first, a page at a time. */
  pages(filter: PageFilter): AsyncIterable<StoredCall[]>;
  /** The best match first. `announce` is told how many calls are to be indexed before, if any. */
  search(query: SearchQuery, announce: (calls: number) => void): Promise<StoredCall[]>;
  /** By any of its ids, or its beginning; throws when several begin so. */
  find(anyId: string): Promise<StoredCall | null>;
  /** What a call was before forced re-runs, the oldest first. */
  versions(id: string): Promise<StoredVersion[]>;
  /** The figures of the calls that began in the period. */
  stats(period: Period): Promise<Stats>;
  /** Makes calls due now; returns their ids. */
  retry(ids: string[] | 'failed'): Promise<string[]>;
}

export async function openArchive(config: Config): Promise<Archive> {
  const base = await openBase(config.database.path);
  const clock = () => new Date();
  const zone = await knownZone(config, new SqlMemory(base, clock));
  const context = cardContextOf(config, zone);
  return {
    ...{ zone, context },
    list: (filter) => listCalls(base, filter),
    pages: (filter) => callPages(base, filter),
    search: (query, announce) => searchCalls(base, query, announce),
    find: (anyId) => findCall(base, anyId),
    versions: (id) => versionsOf(base, id),
    stats: (period) => statsOf(base, period, context),
    retry: (ids) => retryCalls(base, clock, ids),
    [Symbol.asyncDispose]: () => base.destroy(),
  };
}
