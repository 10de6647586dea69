// Stretches of recordings taken out of public view, and versions of published sessions as they were. Forward only.
import type { Kysely, Migration } from 'kysely';

/** Adds both tables. */
export const createWithheldRanges: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema
      .createTable('withheld_ranges')
      .addColumn('id', 'text', (column) => column.primaryKey().notNull())
      .addColumn('session_id', 'text', (column) => column.notNull().references('sessions.id'))
      .addColumn('from_at', 'bigint', (column) => column.notNull())
      .addColumn('until_at', 'bigint', (column) => column.notNull())
      .addColumn('from_seconds', 'real', (column) => column.notNull())
      .addColumn('until_seconds', 'real', (column) => column.notNull())
      .addColumn('pieces', 'text', (column) => column.notNull())
      .addColumn('reason', 'text', (column) => column.notNull())
      .addColumn('decision_number', 'text', (column) => column.notNull())
      .addColumn('decided_by', 'text', (column) => column.notNull())
      .addColumn('created_at', 'bigint', (column) => column.notNull())
      .addColumn('created_by', 'text')
      .addColumn('lifted_at', 'bigint')
      .addColumn('lifting', 'text')
      .addColumn('destruction', 'text')
      .addColumn('destroyed_at', 'bigint')
      .addColumn('destroyed_files', 'text')
      .execute();
    await db.schema.createIndex('withheld_ranges_session').on('withheld_ranges').column('session_id').execute();
    await db.schema
      .createTable('session_versions')
      .addColumn('session_id', 'text', (column) => column.notNull().references('sessions.id'))
      .addColumn('version', 'integer', (column) => column.notNull())
      .addColumn('replaced_at', 'bigint', (column) => column.notNull())
      .addColumn('document', 'text', (column) => column.notNull())
      .addPrimaryKeyConstraint('session_versions_key', ['session_id', 'version'])
      .execute();
  },
};
