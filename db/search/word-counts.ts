// In how many passages and heads each word stands: counted while units are written, and told by a log in the same transaction,
// so that no reader has to look through all words for those that changed. The table of words follows later (work-in-words.ts).
import { sql } from 'kysely';
import type { Db } from '../open.ts';
import { shelfNumber, type Shelf } from './shelves.ts';
import { stepsAsJson, workedInSetting } from './work-in-words.ts';

/** So many generations stand in the log at least; a reader that is further behind reads all words again. */
export const loggedGenerations = 64;

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

  /** Logs the changes. A transaction may write a shelf more than once; each time is a row of its own. */
  async write(db: Db, shelf: Shelf, generation: number): Promise<void> {
    const changed = [...this.changes].filter(([, { count }]) => count !== 0);
    if (changed.length === 0) return;
    const words = stepsAsJson(changed.map(([word, { count }]) => [word, count]));
    await db.insertInto('search_word_changes').values({ generation, shelf: shelfNumber[shelf], words }).execute();
    // Rows that are not in the table yet are all that is known of their words.
    await sql`delete from search_word_changes where generation <= ${generation - loggedGenerations}
      and shelf = ${shelfNumber[shelf]}
      and generation <= (select cast(value as integer) from settings where name = ${workedInSetting(shelf)})`.execute(
      db,
    );
  }
}
