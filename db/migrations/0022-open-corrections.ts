// Corrections that are open: several edits of a published session that become one version when it is closed. Forward only.
import type { Kysely, Migration } from 'kysely';

/** Adds the table. */
export const createOpenCorrections: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema
      .createTable('open_corrections')
      .addColumn('session_id', 'text', (column) => column.primaryKey().notNull().references('sessions.id'))
      .addColumn('opened_at', 'bigint', (column) => column.notNull())
      .addColumn('opened_by', 'text', (column) => column.notNull())
      .addColumn('kept_version', 'integer')
      .addColumn('has_changes', 'integer', (column) => column.notNull().defaultTo(0))
      .execute();
  },
};
