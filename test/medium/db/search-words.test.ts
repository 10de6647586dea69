// Counts of words are logged at once and worked into their table later, in pieces; a reader that begins at any moment between
// knows every word as often as it stands there.
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { fillVocabulary } from '../../../db/search/index-memory.ts';
import { SqliteShelves } from '../../../db/search/sqlite-shelves.ts';
import { Vocabulary } from '../../../db/search/vocabulary.ts';
import { loggedGenerations, WordCounts } from '../../../db/search/word-counts.ts';
import { workedInSetting, workInAllWords, workInWords } from '../../../db/search/work-in-words.ts';
import { readSetting } from '../../../db/settings.ts';
import { openTestDatabase, type TestDatabase } from '../../support/database.ts';

let database: TestDatabase;
let store: SqliteShelves;
beforeEach(async () => {
  database = await openTestDatabase();
  store = new SqliteShelves(database.file);
});
afterEach(async () => {
  store.close();
  await database.close();
});

/** Thirty letters each, so that one write of them is 180 kB of log. */
const many = Array.from({ length: 5000 }, (_, index) => `parola${String(index).padStart(24, 'x')}`);

async function count(words: readonly string[], step: 1 | -1, generation: number): Promise<void> {
  const counts = new WordCounts();
  counts.count(words, step);
  await counts.write(database.db, 'public', generation);
}

function known(): Record<string, number> {
  const vocabulary = new Vocabulary();
  fillVocabulary(vocabulary, store, 'public');
  return Object.fromEntries(vocabulary.from('', 10_000).map((one) => [one.word, one.count]));
}

async function tableSize(): Promise<number> {
  return (await database.db.selectFrom('search_vocabulary').select('word').execute()).length;
}

async function piecesWaiting(): Promise<number> {
  return (await database.db.selectFrom('search_word_pieces').select('no').execute()).length;
}

/** As a server does, a little with every step, until there is nothing to do. */
async function workAllIn(): Promise<void> {
  const state = async (): Promise<string> => `${await workedIn()} ${await piecesWaiting()}`;
  for (let before = ''; before !== (await state());) {
    before = await state();
    await workInWords(database.db, true);
  }
}

async function workedIn(): Promise<string | null> {
  return readSetting(database.db, workedInSetting('public'));
}

describe('counts of words', () => {
  it('are the same before, between and after the pieces in which they are worked in', async () => {
    for (const generation of [1, 2, 3]) await count([...many, 'sempre'], 1, generation);
    await count(many.slice(0, 100), -1, 4);
    const expected = known();
    expect([expected['sempre'], expected[many[0] ?? ''], expected[many[200] ?? '']]).toEqual([3, 2, 3]);
    expect(await tableSize()).toBe(0);
    await workInWords(database.db, true);
    // Only the oldest of three writes: each is more than is summed up at once.
    expect([await tableSize(), await piecesWaiting(), await workedIn()]).toEqual([0, 6, '1']);
    expect(known()).toEqual(expected);
    await workInWords(database.db, true);
    expect([await tableSize(), await piecesWaiting()]).toEqual([1000, 5]);
    expect(known()).toEqual(expected);
    // What is logged meanwhile waits for the next time.
    await count(['sempre'], -1, 5);
    await workAllIn();
    expect([await tableSize(), await piecesWaiting()]).toEqual([5001, 0]);
    expect(known()).toEqual({ ...expected, sempre: 2 });
  });

  it('leave the table when a word stands nowhere any more', async () => {
    for (const generation of [1, 2, 3]) await count(many, 1, generation);
    await workInWords(database.db, false);
    expect(await tableSize()).toBe(0);
    await workAllIn();
    expect(await tableSize()).toBe(5000);
    for (const generation of [4, 5, 6]) await count(many.slice(10), -1, generation);
    await workAllIn();
    expect(await tableSize()).toBe(10);
    expect(Object.keys(known())).toEqual(many.slice(0, 10));
  });

  it('are all in the table after an import', async () => {
    for (const generation of [1, 2, 3]) await count(many, 1, generation);
    await workInWords(database.db, true);
    await workInAllWords(database.db);
    expect([await tableSize(), await piecesWaiting(), await workedIn()]).toEqual([5000, 0, '3']);
    expect(known()[many[7] ?? '']).toBe(3);
  });

  it('stay in the log, however old, until they are worked in', async () => {
    await count(['lampione'], 1, 1);
    await count(['fontana'], 1, loggedGenerations * 2);
    expect(known()).toEqual({ fontana: 1, lampione: 1 });
  });
});
