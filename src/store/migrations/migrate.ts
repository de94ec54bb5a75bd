import { type Kysely, sql } from 'kysely';
import { immediately } from '../immediate.js';
import * as calls from './001-calls.js';
import * as search from './002-search.js';
import * as answersCost from './003-answers-cost.js';
import * as outages from './004-outages.js';
import * as versions from './005-versions.js';

type Migration = (base: Kysely<unknown>) => Promise<void>;

/** The steps from an empty base to today's; a base says in `user_version` how many it has taken. */
export const MIGRATIONS: Migration[] = [calls.up, search.up, answersCost.up, outages.up, versions.up];

/** Brings the tables up to date, all of it or nothing; two processes that start together take turns. */
export async function migrate<Tables>(base: Kysely<Tables>, migrations = MIGRATIONS): Promise<void> {
  await immediately(base, async (transaction) => {
    const found = await sql<{ userVersion: number }>`pragma user_version`.execute(transaction);
    const version = found.rows[0]?.userVersion ?? 0;
    // Whoever migrated while we waited for the lock may have been a newer program.
    if (version > migrations.length) throw new Error(`the database has become one of version ${version} meanwhile`);
    if (version === migrations.length) return;
    for (const up of migrations.slice(version)) await up(transaction as Kysely<unknown>);
    await sql.raw(`pragma user_version = ${migrations.length}`).execute(transaction);
  });
}
