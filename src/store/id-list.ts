import { sql } from 'kysely';

/** For `in`: any number of ids as one value. A statement takes 32,766. */
export function amongIds(ids: string[]) {
  return sql<string>`(select value from json_each(${JSON.stringify(ids)}))`;
}
