// In how many passages and heads each word stands: counted while units are written, kept in the same transaction, and told to
// readers by a short log, so that nobody has to look through all words for those that changed.
import { sql } from 'kysely';
import type { Db } from '../open.ts';
import { shelfNumber, type Shelf } from './shelves.ts';

/** So many generations stand in the log (3 MB at most); a reader that is further behind reads all words again. */
export const loggedGenerations = 64;
/** Rows that one statement writes: some 5 ms. */
const wordsPerStatement = 2000;

interface Change {
  count: number;
  /** The list of words in which it was met last: a word counts once a passage. */
  list: number;
}

/** Changes to the counts of one shelf. */
export class WordCounts {
  private readonly changes = new Map<string, Change>();
  private lists = 0;

  /** Counts the words of one passage or head: once each. */
  count(words: readonly string[], step: 1 | -1): void {
    const list = ++this.lists;
    for (const word of words) {
      const change = this.changes.get(word);
      if (change === undefined) this.changes.set(word, { count: step, list });
      else if (change.list !== list) {
        change.count += step;
        change.list = list;
      }
    }
  }

  /** Writes the changes. In order of the alphabet they touch each page of the table once. */
  async write(db: Db, shelf: Shelf, generation: number): Promise<void> {
    const changed = [...this.changes].filter(([, { count }]) => count !== 0).sort(([a], [b]) => (a < b ? -1 : 1));
    if (changed.length === 0) return;
    const counts = changed.map(([word, { count }]) => [word, count] as const);
    for (let start = 0; start < counts.length; start += wordsPerStatement) {
      await add(db, shelf, counts.slice(start, start + wordsPerStatement));
    }
    await log(db, shelf, generation, counts);
  }
}

type Counts = readonly (readonly [word: string, step: number])[];

async function add(db: Db, shelf: Shelf, counts: Counts): Promise<void> {
  const listed = JSON.stringify(Object.fromEntries(counts));
  await sql`insert into search_vocabulary (shelf, word, count)
    select ${shelfNumber[shelf]}, key, value from json_each(${listed}) where true
    on conflict do update set count = count + excluded.count`.execute(db);
  const fewer = counts.filter(([, step]) => step < 0).map(([word]) => word);
  if (fewer.length === 0) return;
  await sql`delete from search_vocabulary where shelf = ${shelfNumber[shelf]} and count <= 0
    and word in (select value from json_each(${JSON.stringify(fewer)}))`.execute(db);
}

/** A transaction may write a shelf more than once; each time is a row of its own. */
async function log(db: Db, shelf: Shelf, generation: number, counts: Counts): Promise<void> {
  await db
    .insertInto('search_word_changes')
    .values({ generation, shelf: shelfNumber[shelf], words: JSON.stringify(Object.fromEntries(counts)) })
    .execute();
  await db
    .deleteFrom('search_word_changes')
    .where('generation', '<=', generation - loggedGenerations)
    .execute();
}
