import { sql } from 'kysely';
import type { Term } from '../domain/search/query.js';
import type { StoredCall } from '../domain/stored.js';
import { type CallFilter, readCalls } from './call-reader.js';
import type { Base } from './open.js';
import { refreshIndex, type SearchTables } from './search-index.js';

/** `terms` must all occur. */
export interface SearchQuery extends Omit<CallFilter, 'status'> {
  terms: Term[];
}

/** The calls in whose words all the terms occur, best match first, newest first among equals. */
export async function searchCalls(
  base: Base,
  query: SearchQuery,
  announce: (calls: number) => void,
): Promise<StoredCall[]> {
  const tables = base.withTables<SearchTables>();
  await refreshIndex(tables, announce);
  let found = tables
    .selectFrom('searchIndex')
    .innerJoin('searchCalls', 'searchCalls.id', 'searchIndex.rowid')
    .innerJoin('calls', 'calls.id', 'searchCalls.callId')
    .select('calls.id')
    .where(sql<boolean>`search_index match ${expressionOf(query.terms)}`)
    .orderBy(sql`rank`)
    .orderBy('startedAt', 'desc')
    .limit(query.limit);
  if (query.from) found = found.where('startedAt', '>=', query.from);
  if (query.to) found = found.where('startedAt', '<', query.to);
  if (query.number) found = found.where('client', 'like', `%${query.number}`);
  const rows = await found.execute();
  return readCalls(
    base,
    rows.map((row) => row.id),
  );
}

/** In FTS5's language. Stems are letters and digits, so nothing that was typed can be taken for an operator. */
function expressionOf(terms: Term[]): string {
  return terms
    .map(({ stems, prefix }) => {
      const whole = phrase(stems);
      return prefix === null ? whole : `(${whole} OR ${phrase([...stems.slice(0, -1), prefix])}*)`;
    })
    .join(' AND ');
}

function phrase(words: string[]): string {
  return `"${words.join(' ')}"`;
}
