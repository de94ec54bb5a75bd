import type { Config } from '../config/derive.js';
import type { StoredCall } from '../domain/stored.js';
import { type CallFilter, findCall, listCalls } from '../store/call-reader.js';
import { SqlMemory } from '../store/memory.js';
import { openBase } from '../store/open.js';
import { retryCalls } from '../store/rerun.js';
import { knownZone } from './zone.js';

/** What can be done with the base alone: no network, no secrets. */
export interface Archive extends AsyncDisposable {
  /** The firm's zone. */
  zone: string;
  list(filter: CallFilter): Promise<StoredCall[]>;
  /** By any of its ids. */
  find(anyId: string): Promise<StoredCall | null>;
  /** Makes calls due now; returns their ids. */
  retry(ids: string[] | 'failed'): Promise<string[]>;
}

export async function openArchive(config: Config): Promise<Archive> {
  const base = await openBase(config.database.path);
  const clock = () => new Date();
  return {
    zone: await knownZone(config, new SqlMemory(base, clock)),
    list: (filter) => listCalls(base, filter),
    find: (anyId) => findCall(base, anyId),
    retry: (ids) => retryCalls(base, clock, ids),
    [Symbol.asyncDispose]: () => base.destroy(),
  };
}
