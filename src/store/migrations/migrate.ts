import { type Kysely, sql } from 'kysely';
import { immediately } from '../immediate.js';
import * as calls from './001-calls.js';
import * as search from './002-search.js';
import * as answersCost from './003-answers-cost.js';
import * as breakers from './004-breakers.js';
import * as pace from './005-pace.js';

const MIGRATIONS = [calls.up, search.up, answersCost.up, breakers.up, pace.up];

/** Brings the tables up to date, step by step; two processes that start together take turns. */
export async function migrate<Tables>(base: Kysely<Tables>): Promise<void> {
  await immediately(base, async (transaction) => {
    const found = await sql<{ userVersion: number }>`pragma user_version`.execute(transaction);
    const version = found.rows[0]?.userVersion ?? 0;
    if (version > MIGRATIONS.length) throw new Error(`the database is of a newer audiobot (version ${version})`);
    for (const up of MIGRATIONS.slice(version)) await up(transaction as Kysely<unknown>);
    await sql.raw(`pragma user_version = ${MIGRATIONS.length}`).execute(transaction);
  });
}
