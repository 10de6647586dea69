// Searches that somebody wants to be told about by mail. Forward only.
import type { ColumnDefinitionBuilder, Kysely, Migration } from 'kysely';

const notNull = (column: ColumnDefinitionBuilder): ColumnDefinitionBuilder => column.notNull();

/** Adds the table. */
export const createSearchAlerts: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema
      .createTable('search_alerts')
      .addColumn('id', 'text', (column) => column.primaryKey().notNull())
      .addColumn('confirm_hash', 'text', (column) => column.notNull().unique())
      .addColumn('leave_hash', 'text', (column) => column.notNull().unique())
      .addColumn('email', 'text', notNull)
      .addColumn('query', 'text', notNull)
      .addColumn('lang', 'text', notNull)
      .addColumn('cadence', 'text', notNull)
      .addColumn('told', 'text', notNull)
      .addColumn('created_at', 'bigint', notNull)
      .addColumn('confirmed_at', 'bigint')
      .addColumn('next_at', 'bigint', notNull)
      .execute();
    await db.schema.createIndex('search_alerts_next').on('search_alerts').column('next_at').execute();
  },
};
