import type { Kysely } from 'kysely';
import { analysisParts, type Texts, wholeTranscript } from '../domain/search/parts.js';
import { wordsOf } from '../domain/search/words.js';
import { immediately } from './immediate.js';
import { analysisIn, transcriptIn } from './kept.js';
import type { Schema } from './schema.js';

/** `words` of a row are the stems of the call with its id; a call with `stale` 0 stands in the index as it is. */
export type SearchTables = {
  searchIndex: { rowid: number; words: string };
  searchCalls: { id: number; callId: string; stale: number };
};

const BATCH = 25;
/** Between the parts of a call, so that no phrase is found across them; never a word itself. */
const BORDER = ' ¶ ';

/** Brings the index up to date. `announce` is told first how many calls are to be indexed, if any. */
export async function refreshIndex(
  base: Kysely<Schema & SearchTables>,
  announce: (calls: number) => void,
): Promise<void> {
  const { stale } = await base
    .selectFrom('searchCalls')
    .select(({ fn }) => fn.countAll<number>().as('stale'))
    .where('stale', '>', 0)
    .executeTakeFirstOrThrow();
  if (stale > 0) announce(stale);
  while (await indexSome(base));
}

/** The words are made before the write lock is taken: a daemon that works on the same base hardly waits. */
async function indexSome(base: Kysely<Schema & SearchTables>): Promise<boolean> {
  const rows = await base
    .selectFrom('searchCalls')
    .innerJoin('calls', 'calls.id', 'searchCalls.callId')
    .select(['searchCalls.id', 'stale', 'transcript', 'analysis'])
    .where('stale', '>', 0)
    .limit(BATCH)
    .execute();
  if (rows.length === 0) return false;
  const entries = rows.map((row) => ({ id: row.id, stale: row.stale, words: indexedWords(row) }));
  await immediately(base, async (transaction) => {
    for (const entry of entries) await put(transaction, entry);
  });
  return true;
}

/** Only where the call still is, and is as it was read. */
async function put(
  base: Kysely<Schema & SearchTables>,
  entry: { id: number; stale: number; words: string },
): Promise<void> {
  const result = await base
    .updateTable('searchCalls')
    .set({ stale: 0 })
    .where('id', '=', entry.id)
    .where('stale', '=', entry.stale)
    .executeTakeFirst();
  if (result.numUpdatedRows === 0n) return;
  await base.deleteFrom('searchIndex').where('rowid', '=', entry.id).execute();
  if (entry.words === '') return;
  await base.insertInto('searchIndex').values({ rowid: entry.id, words: entry.words }).execute();
}

function indexedWords(row: { transcript: string | null; analysis: string | null }): string {
  const call: Texts = { transcript: transcriptIn(row.transcript), analysis: analysisIn(row.analysis) };
  return [...wholeTranscript(call), ...analysisParts(call)]
    .map(({ text }) =>
      wordsOf(text)
        .map((word) => word.stem)
        .join(' '),
    )
    .join(BORDER);
}
