import { type Kysely, sql } from 'kysely';

/**
 * `search_index` holds the stems of a call's words under the id that `search_calls` gives it; `stale` counts the
 * changes that the index does not know yet. A call that is deleted leaves the index in the same transaction, and its
 * words are wiped (`secure-delete`): erasure by law. That wiping is slow; to have all calls indexed anew, a migration
 * makes the index anew and raises `stale` in every row.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  // The words come as stems with spaces between: this tokenizer splits and folds nothing else outside ASCII.
  await sql`create virtual table search_index using fts5(words, tokenize = 'ascii')`.execute(db);
  await sql`insert into search_index (search_index, rank) values ('secure-delete', 1)`.execute(db);
  // autoincrement: an id that was given once is never another call's.
  await sql`
    create table search_calls (
      id integer primary key autoincrement,
      call_id text not null unique,
      stale integer not null
    )`.execute(db);
  await sql`
    create trigger search_changed after update of transcript, analysis on calls
    when old.transcript is not new.transcript or old.analysis is not new.analysis
    begin
      insert into search_calls (call_id, stale) values (new.id, 1)
      on conflict (call_id) do update set stale = stale + 1;
    end`.execute(db);
  await sql`
    create trigger search_deleted after delete on calls
    begin
      delete from search_index where rowid = (select id from search_calls where call_id = old.id);
      delete from search_calls where call_id = old.id;
    end`.execute(db);
  await sql`
    insert into search_calls (call_id, stale)
    select id, 1 from calls where transcript is not null or analysis is not null`.execute(db);
}
