// Counts of words are worked into their table now and then, in pieces, instead of at every write: a town's common words were
// written again with each session, and that was a third of the time of indexing. What stands in the log so far is in the table.
import { sql, type Kysely, type Migration } from 'kysely';

/** Adds the pieces that wait, and says for each shelf up to which generation the log is worked in. */
export const cutWordCounts: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema
      .createTable('search_word_pieces')
      .addColumn('no', 'integer', (column) => column.primaryKey())
      .addColumn('shelf', 'integer', (column) => column.notNull())
      .addColumn('words', 'text', (column) => column.notNull())
      .execute();
    for (const shelf of ['public', 'hidden']) {
      await sql`insert into settings (name, value) select ${`search.worked-in.${shelf}`}, value from settings
        where name = 'search.generation'`.execute(db);
    }
  },
};
