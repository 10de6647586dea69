// On which shelf each unit stands, sessions whose index is still being written, how often is asked for what. Forward only.
import { sql, type ColumnDefinitionBuilder, type Kysely, type Migration } from 'kysely';

const notNull = (column: ColumnDefinitionBuilder): ColumnDefinitionBuilder => column.notNull();

/** Adds the column and both tables. */
export const growSearch: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema
      .alterTable('search_units')
      .addColumn('shelf', 'integer', (column) => column.notNull().defaultTo(0))
      .execute();
    await sql`update search_units set shelf = (select shelf from search_sessions where no = session_no)`.execute(db);
    await db.schema
      .createTable('search_pending')
      .addColumn('session_id', 'text', (column) => column.primaryKey().notNull().references('sessions.id'))
      .addColumn('ticket', 'integer', notNull)
      .execute();
    await db.schema
      .createTable('search_askings')
      .addColumn('hash', 'text', (column) => column.primaryKey().notNull())
      .addColumn('words', 'text')
      .addColumn('times', 'integer', notNull)
      .addColumn('days', 'integer', notNull)
      .addColumn('last_day', 'text', notNull)
      .execute();
    await db.schema.createIndex('search_askings_common').on('search_askings').column('times').execute();
  },
};
