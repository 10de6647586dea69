// A second stream key a session, and what else a session may be fed from. Forward only.
import type { Kysely, Migration } from 'kysely';

/** Adds the backup key and the table of feed sources. Keys are derived; here are only their versions and hashes. */
export const createFeedSources: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema
      .alterTable('sessions')
      .addColumn('backup_key_version', 'integer', (column) => column.notNull().defaultTo(0))
      .execute();
    await db.schema.alterTable('sessions').addColumn('backup_key_hash', 'text').execute();
    await db.schema.createIndex('sessions_backup_key').on('sessions').column('backup_key_hash').unique().execute();
    await db.schema
      .createTable('feed_sources')
      .addColumn('session_id', 'text', (column) => column.primaryKey().notNull().references('sessions.id'))
      .addColumn('srt_port', 'integer', (column) => column.unique())
      .addColumn('pull_sealed', 'text')
      .addColumn('modified_at', 'bigint', (column) => column.notNull())
      .execute();
  },
};
