// Counts of words without the generation in which they changed: writing that, and an index over it, was half of the work of
// indexing. A short log tells readers instead. Forward only.
import { sql, type Kysely, type Migration } from 'kysely';

/** Replaces the table of words by one without generations, and adds the log. */
export const logWordChanges: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await sql`create table search_vocabulary_counts (
      shelf integer not null, word text not null, count integer not null, primary key (shelf, word)
    ) without rowid`.execute(db);
    await sql`insert into search_vocabulary_counts (shelf, word, count)
      select shelf, word, count from search_vocabulary where count > 0 order by shelf, word`.execute(db);
    await sql`drop table search_vocabulary`.execute(db);
    await sql`alter table search_vocabulary_counts rename to search_vocabulary`.execute(db);
    await sql`create table search_word_changes (
      generation integer not null, shelf integer not null, words text not null
    )`.execute(db);
    await sql`create index search_word_changes_generation on search_word_changes (generation)`.execute(db);
  },
};
