// The search index: passages in an ordinary table, their analysed words in an FTS5 table under the same row id.
// SQLite only; another database gets its own adapter and its own second migration.
import { sql, type Kysely, type Migration } from 'kysely';

/** Creates the passages, the word index and the view of its vocabulary. */
export const createSearchIndex: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await createPassages(db);
    await sql`create virtual table search_words using fts5(
      speaker, title, title_stem, text, text_stem,
      content = '', contentless_delete = 1, tokenize = 'unicode61 remove_diacritics 0'
    )`.execute(db);
    await sql`create virtual table search_vocabulary using fts5vocab(search_words, col)`.execute(db);
  },
};

async function createPassages(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('search_passages')
    .addColumn('id', 'integer', (column) => column.primaryKey().autoIncrement())
    .addColumn('session_id', 'text', (column) => column.notNull().references('sessions.id'))
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('unit_id', 'text', (column) => column.notNull())
    .addColumn('position', 'integer', (column) => column.notNull())
    .addColumn('external_id', 'text')
    .addColumn('agenda_item_id', 'text')
    .addColumn('lang', 'text')
    .addColumn('title', 'text', (column) => column.notNull())
    .addColumn('speaker', 'text')
    .addColumn('faction', 'text')
    .addColumn('start_seconds', 'double precision')
    .addColumn('end_seconds', 'double precision')
    .addColumn('text', 'text', (column) => column.notNull())
    .addColumn('moments', 'text', (column) => column.notNull())
    .execute();
  await db.schema.createIndex('search_passages_session').on('search_passages').column('session_id').execute();
}
