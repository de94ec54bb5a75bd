import type { Expression, ExpressionBuilder, SqlBool } from 'kysely';
import { LONGEST_WAIT_MS } from '../domain/due.js';
import type { Schema } from './schema.js';

/** `isDue` for rows. */
export function dueAt(now: Date): (call: ExpressionBuilder<Schema, 'calls'>) => Expression<SqlBool> {
  const longest = new Date(now.getTime() + LONGEST_WAIT_MS).toISOString();
  return (call) =>
    call.and([
      // By itself: it is what the index of waiting calls goes by.
      call('dueAt', 'is not', null),
      call.or([call('dueAt', '<=', now.toISOString()), call('dueAt', '>', longest)]),
    ]);
}
