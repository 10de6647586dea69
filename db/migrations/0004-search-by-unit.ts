// The search index, second shape: words of passages and heads of units on two shelves (public, hidden), without stems.
// What was indexed before is dropped; the index is built again in the background (db/search/rebuild-index.ts).
import { sql, type ColumnDefinitionBuilder, type Kysely, type Migration } from 'kysely';

const notNull = (column: ColumnDefinitionBuilder): ColumnDefinitionBuilder => column.notNull();
const counted = (column: ColumnDefinitionBuilder): ColumnDefinitionBuilder => column.primaryKey().autoIncrement();

/** Replaces the index of 0002. */
export const createSearchByUnit: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await sql`drop table search_vocabulary`.execute(db);
    await sql`drop table search_words`.execute(db);
    await db.schema.dropTable('search_passages').execute();
    await createRows(db);
    await createWords(db);
  },
};

async function createRows(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('search_sessions')
    .addColumn('no', 'integer', counted)
    .addColumn('session_id', 'text', (column) => column.notNull().unique().references('sessions.id'))
    .addColumn('external_id', 'text')
    .addColumn('title', 'text', notNull)
    .addColumn('body_id', 'text', notNull)
    .addColumn('body', 'text', notNull)
    .addColumn('scheduled_at', 'bigint', notNull)
    .addColumn('shelf', 'integer', notNull)
    .addColumn('generation', 'integer', notNull)
    .execute();
  await db.schema.createIndex('search_sessions_changed').on('search_sessions').column('generation').execute();
  await db.schema
    .createTable('search_units')
    .addColumn('no', 'integer', counted)
    .addColumn('session_no', 'integer', notNull)
    .addColumn('kind', 'text', notNull)
    .addColumn('unit_id', 'text', notNull)
    .addColumn('content', 'text', notNull)
    .addColumn('external_id', 'text')
    .addColumn('agenda_item_id', 'text')
    .addColumn('lang', 'text')
    .addColumn('title', 'text', notNull)
    .addColumn('speaker', 'text')
    .addColumn('faction', 'text')
    .addColumn('start_seconds', 'double precision')
    .addColumn('first_passage', 'integer', notNull)
    .addColumn('passages', 'integer', notNull)
    .execute();
  await db.schema.createIndex('search_units_session').on('search_units').column('session_no').execute();
  await db.schema
    .createTable('search_texts')
    .addColumn('id', 'integer', (column) => column.primaryKey())
    .addColumn('start_seconds', 'double precision')
    .addColumn('page', 'integer')
    .addColumn('text', 'text', notNull)
    .addColumn('moments', 'text', notNull)
    .execute();
}

async function createWords(db: Kysely<unknown>): Promise<void> {
  for (const shelf of ['public', 'hidden']) {
    // The analyser has folded every character, so that the plainest tokenizer does.
    await sql`create virtual table ${sql.table(`search_words_${shelf}`)} using fts5(
      text, content = '', contentless_delete = 1, tokenize = 'ascii'
    )`.execute(db);
    await sql`create virtual table ${sql.table(`search_heads_${shelf}`)} using fts5(
      title, context, speaker, faction, content = '', contentless_delete = 1, tokenize = 'ascii'
    )`.execute(db);
  }
  await sql`create table search_vocabulary (
    shelf integer not null, word text not null, count integer not null, generation integer not null,
    primary key (shelf, word)
  ) without rowid`.execute(db);
  await sql`create index search_vocabulary_changed on search_vocabulary (shelf, generation)`.execute(db);
}
