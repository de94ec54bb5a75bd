import type { Instant } from '../domain/instant.js';
import type { Status, StoredCall } from '../domain/stored.js';
import { type Calls, chosen, readRows } from './call-reader.js';
import type { CallRow } from './call-row.js';
import type { Base } from './open.js';

const PAGE = 200;

/** By when the call began: `from` is included, `to` is not. */
export interface PageFilter {
  from?: Instant;
  to?: Instant;
  status?: Status;
}

/** All calls that match, the oldest first, a page at a time; no page is longer than `size`, none is empty. */
export async function* callPages(base: Base, filter: PageFilter, size = PAGE): AsyncGenerator<StoredCall[]> {
  const calls = chosen(base.selectFrom('calls').orderBy('startedAt').orderBy('id').limit(size), filter);
  for (let last: CallRow | undefined; ; ) {
    const rows = await (last ? after(calls, last) : calls).selectAll().execute();
    if (rows.length > 0) yield await readRows(base, rows);
    last = rows.at(-1);
    if (!last || rows.length < size) return;
  }
}

/** No offset: it would read all that lies before, and slip when a call joins meanwhile. */
function after(calls: Calls, { startedAt, id }: CallRow): Calls {
  return calls
    .where('startedAt', '>=', startedAt)
    .where((call) => call.or([call('startedAt', '>', startedAt), call('id', '>', id)]));
}
