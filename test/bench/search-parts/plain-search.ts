// The anchors: plain FTS5 as anyone would set it up over whole speeches (quality), and its ranked query on our own index (speed).
import SqliteDatabase from 'better-sqlite3';

/** A speech or document as the plain index gets it. */
export interface PlainUnit {
  readonly id: string;
  readonly speaker: string;
  readonly title: string;
  readonly text: string;
}

/** FTS5 with its own tokenizer and bm25: all words first, then any, the last one as a beginning, weighted fields. */
export function createPlainSearch(units: readonly PlainUnit[]): (q: string) => string[] {
  const connection = new SqliteDatabase(':memory:');
  connection.exec(
    `create virtual table plain using fts5(id unindexed, speaker, title, text, tokenize='unicode61 remove_diacritics 2')`,
  );
  const insert = connection.prepare('insert into plain (id, speaker, title, text) values (?, ?, ?, ?)');
  connection.transaction(() => {
    for (const { id, speaker, text, title } of units) insert.run(id, speaker, title, text);
  })();
  const ask = connection
    .prepare('select id from plain where plain match ? order by bm25(plain, 0, 8, 4, 1) limit 10')
    .pluck(true);
  return (q) => {
    const words = (q.match(/[\p{L}\p{N}]+/gu) ?? []).map((word) => `"${word}"`);
    const begun = words.map((word, place) => (place === words.length - 1 ? `${word}*` : word));
    const all = ask.all(begun.join(' AND ')) as string[];
    return all.length >= 10 ? all : [...new Set([...all, ...(ask.all(begun.join(' OR ')) as string[])])];
  };
}

/** The plain ranked query on the words of an index file of ours: all words, then any. */
export function createPlainQuery(file: string): { ask(q: string): void; close(): void } {
  const connection = new SqliteDatabase(file, { readonly: true });
  connection.pragma('cache_size = -65536');
  const ask = connection
    .prepare('select rowid from search_words_public where search_words_public match ? order by rank limit 10')
    .pluck(true);
  return {
    ask(q) {
      const folded = q.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
      const words = (folded.match(/[\p{L}\p{N}]+/gu) ?? []).map((word) => `"${word}"`);
      if (words.length === 0) return;
      if (ask.all(words.join(' AND ')).length < 10) ask.all(words.join(' OR '));
    },
    close: () => connection.close(),
  };
}
