// Documents as files: their versions, who may see them, and their text page by page. Forward only.
import { sql, type ColumnDefinitionBuilder, type Kysely, type Migration } from 'kysely';

const notNull = (column: ColumnDefinitionBuilder): ColumnDefinitionBuilder => column.notNull();
const zero = (column: ColumnDefinitionBuilder): ColumnDefinitionBuilder => column.notNull().defaultTo(0);

/** What this step reads and writes of the tables; the schema of today may differ. */
interface Then {
  documents: { id: string; text: string };
  document_pages: { document_id: string; page: number; text: string };
}

/** Documents that are moved at once; their texts are held in memory. */
const batch = 200;

/** Adds files and pages; the texts that were there become pages, a form feed begins the next one. */
export const createDocumentFiles: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await createTables(db);
    await moveTexts(db as Kysely<Then>);
    await db.schema.alterTable('documents').dropColumn('text').execute();
  },
};

async function createTables(db: Kysely<unknown>): Promise<void> {
  const documents = db.schema.alterTable('documents');
  await documents.addColumn('version', 'integer', zero).execute();
  await documents.addColumn('audience', 'text', (column) => column.notNull().defaultTo('public')).execute();
  await documents.addColumn('removed_at', 'bigint').execute();
  await db.schema
    .createTable('document_files')
    .addColumn('document_id', 'text', (column) => column.notNull().references('documents.id'))
    .addColumn('version', 'integer', notNull)
    .addColumn('sha256', 'text', notNull)
    .addColumn('name', 'text', notNull)
    .addColumn('format', 'text', notNull)
    .addColumn('bytes', 'bigint', notNull)
    .addColumn('pages', 'integer')
    .addColumn('text_state', 'text', notNull)
    .addColumn('added_at', 'bigint', notNull)
    .addColumn('added_by', 'text')
    .addPrimaryKeyConstraint('document_files_key', ['document_id', 'version'])
    .execute();
  await sql`create index document_files_unread on document_files (added_at) where text_state = 'waiting'`.execute(db);
  await db.schema
    .createTable('document_pages')
    .addColumn('document_id', 'text', (column) => column.notNull().references('documents.id'))
    .addColumn('page', 'integer', notNull)
    .addColumn('text', 'text', notNull)
    .addPrimaryKeyConstraint('document_pages_key', ['document_id', 'page'])
    .execute();
}

async function moveTexts(db: Kysely<Then>): Promise<void> {
  let last = '';
  for (;;) {
    const rows = await db
      .selectFrom('documents')
      .select(['id', 'text'])
      .where('id', '>', last)
      .orderBy('id')
      .limit(batch)
      .execute();
    for (const { id, text } of rows) {
      for (const [index, page] of text.split('\f').entries()) {
        if (page.trim() === '') continue;
        await db
          .insertInto('document_pages')
          .values({ document_id: id, page: index + 1, text: page })
          .execute();
      }
    }
    const end = rows.at(-1);
    if (end === undefined) return;
    last = end.id;
  }
}
