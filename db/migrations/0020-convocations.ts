// Convocations by mail: who wants them, what was sent of them, and the mails that wait. People get an address and a photo.
// Forward only.
import type { ColumnDefinitionBuilder, Kysely, Migration } from 'kysely';

const notNull = (column: ColumnDefinitionBuilder): ColumnDefinitionBuilder => column.notNull();
const key = (column: ColumnDefinitionBuilder): ColumnDefinitionBuilder => column.primaryKey().notNull();

/** Adds the tables and columns. */
export const createConvocations: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema.alterTable('people').addColumn('email', 'text').execute();
    await db.schema.alterTable('people').addColumn('photo', 'text').execute();
    await createSubscribers(db);
    await db.schema
      .createTable('convocations')
      .addColumn('session_id', 'text', (column) => column.notNull().references('sessions.id'))
      .addColumn('version', 'integer', notNull)
      .addColumn('kind', 'text', notNull)
      .addColumn('at', 'bigint', notNull)
      .addColumn('snapshot', 'text', notNull)
      .addColumn('mails', 'text', notNull)
      .addColumn('sent', 'integer', (column) => column.notNull().defaultTo(0))
      .addColumn('refused', 'integer', (column) => column.notNull().defaultTo(0))
      .addPrimaryKeyConstraint('convocations_key', ['session_id', 'version'])
      .execute();
    await createMails(db);
  },
};

async function createSubscribers(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('convocation_subscribers')
    .addColumn('id', 'text', key)
    .addColumn('confirm_hash', 'text', (column) => column.notNull().unique())
    .addColumn('leave_hash', 'text', (column) => column.notNull().unique())
    .addColumn('body_id', 'text', (column) => column.notNull().references('bodies.id'))
    .addColumn('email', 'text', notNull)
    .addColumn('lang', 'text', notNull)
    .addColumn('confirmed_at', 'bigint')
    .addColumn('forget_at', 'bigint')
    .execute();
  await db.schema
    .createIndex('convocation_subscribers_body')
    .on('convocation_subscribers')
    .columns(['body_id', 'email'])
    .execute();
}

async function createMails(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('convocation_mails')
    .addColumn('id', 'text', key)
    .addColumn('session_id', 'text', notNull)
    .addColumn('version', 'integer', notNull)
    .addColumn('email', 'text', notNull)
    .addColumn('lang', 'text', notNull)
    .addColumn('subscriber_id', 'text')
    .addColumn('person_id', 'text')
    .addColumn('tries', 'integer', (column) => column.notNull().defaultTo(0))
    .addColumn('next_at', 'bigint')
    .addUniqueConstraint('convocation_mails_once', ['session_id', 'version', 'email'])
    .execute();
  await db.schema.createIndex('convocation_mails_next').on('convocation_mails').column('next_at').execute();
}
