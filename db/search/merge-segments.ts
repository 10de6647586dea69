// Keeps the segments of the word index few, a little with every step of writing. FTS5 would do it by itself, but all that is due
// at once, which stops everything that the thread serves.
import { sql } from 'kysely';
import type { Db } from '../open.ts';
import { shelves } from './shelves.ts';

/** Pages of 4 kB that one merge writes: a step of 20 passages writes 3, and each is merged some five times in its life. */
const pagesWhileServing = 24;
/** All that is due, for programs that serve nobody meanwhile. */
const pagesAtOnce = 100_000;

/** Merges what is due, as far as the pace allows. */
export async function mergeSegments(db: Db, isServing: boolean): Promise<void> {
  const pages = isServing ? pagesWhileServing : pagesAtOnce;
  for (const table of shelves.flatMap((shelf) => [`search_words_${shelf}`, `search_heads_${shelf}`])) {
    await sql`insert into ${sql.table(table)} (${sql.ref(table)}, rank) values ('merge', ${pages})`.execute(db);
  }
}
