// FTS5 merges its segments by itself whenever enough was written, for as long as that takes: at a million passages up to half a
// second in the thread that serves. From here on the writer of the index merges a little with every step.
import { sql, type Kysely, type Migration } from 'kysely';

/** Takes the merging over. */
export const mergeByHand: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const table of ['search_words_public', 'search_words_hidden', 'search_heads_public', 'search_heads_hidden']) {
      await sql`insert into ${sql.table(table)} (${sql.ref(table)}, rank) values ('automerge', 0)`.execute(db);
    }
  },
};
