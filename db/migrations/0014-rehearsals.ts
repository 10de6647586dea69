// Rehearsals before sessions, with what was found. Forward only.
import type { Kysely, Migration } from 'kysely';

/** One row for each rehearsal that came to its end; `points` is JSON. */
export const createRehearsals: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema
      .createTable('rehearsals')
      .addColumn('id', 'text', (column) => column.primaryKey().notNull())
      .addColumn('session_id', 'text', (column) => column.notNull().references('sessions.id'))
      .addColumn('started_at', 'bigint', (column) => column.notNull())
      .addColumn('ended_at', 'bigint', (column) => column.notNull())
      .addColumn('done_by', 'text', (column) => column.notNull())
      .addColumn('passed', 'integer', (column) => column.notNull())
      .addColumn('points', 'text', (column) => column.notNull())
      .execute();
    await db.schema.createIndex('rehearsals_session').on('rehearsals').columns(['session_id', 'ended_at']).execute();
  },
};
