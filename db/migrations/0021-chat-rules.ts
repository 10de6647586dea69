// Rules of the chat of a session, and messages that wait to be let through. Forward only.
import type { Kysely, Migration } from 'kysely';

/** Adds the columns. */
export const addChatRules: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema
      .alterTable('sessions')
      .addColumn('chat_mode', 'text', (column) => column.notNull().defaultTo('open'))
      .execute();
    await db.schema
      .alterTable('sessions')
      .addColumn('chat_slow_seconds', 'integer', (column) => column.notNull().defaultTo(0))
      .execute();
    await db.schema
      .alterTable('chat_messages')
      .addColumn('waits', 'integer', (column) => column.notNull().defaultTo(0))
      .execute();
  },
};
