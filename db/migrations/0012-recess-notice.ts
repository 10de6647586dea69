// What the public is told of a recess: why, and about until when. Forward only.
import type { Kysely, Migration } from 'kysely';

/** Adds the reason and the expected end (ms since the epoch) of the recess that goes on; both null otherwise. */
export const addRecessNotice: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema.alterTable('sessions').addColumn('recess_reason', 'text').execute();
    await db.schema.alterTable('sessions').addColumn('recess_until', 'bigint').execute();
  },
};
