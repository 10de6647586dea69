// Recordings sent as files: what was announced of them, and how far they are. The bytes lie on disk. Forward only.
import type { Kysely, Migration } from 'kysely';

/** Adds the table of uploads. */
export const createUploads: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema
      .createTable('uploads')
      .addColumn('id', 'text', (column) => column.primaryKey().notNull())
      .addColumn('session_id', 'text', (column) => column.notNull().references('sessions.id'))
      .addColumn('file_name', 'text', (column) => column.notNull())
      .addColumn('bytes', 'bigint', (column) => column.notNull())
      .addColumn('purpose', 'text', (column) => column.notNull())
      .addColumn('held_at', 'bigint')
      .addColumn('state', 'text', (column) => column.notNull())
      .addColumn('format', 'text')
      .addColumn('take_id', 'text')
      .addColumn('problem', 'text')
      .addColumn('problem_fact', 'text')
      .addColumn('created_at', 'bigint', (column) => column.notNull())
      .addColumn('touched_at', 'bigint', (column) => column.notNull())
      .execute();
    await db.schema.createIndex('uploads_session').on('uploads').column('session_id').execute();
  },
};
