// Whom a provider of identities means: its own name for a person, bound to an account. Forward only.
import type { Kysely, Migration } from 'kysely';

/** Adds the table of identities, and what browser a sign-in was opened with. */
export const addIdentities: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema
      .createTable('identities')
      .addColumn('issuer', 'text', (column) => column.notNull())
      .addColumn('subject', 'text', (column) => column.notNull())
      .addColumn('account_id', 'text', (column) => column.notNull().references('accounts.id'))
      .addColumn('created_at', 'bigint', (column) => column.notNull())
      .addPrimaryKeyConstraint('identities_key', ['issuer', 'subject'])
      .addUniqueConstraint('identities_account', ['account_id', 'issuer'])
      .execute();
    await db.schema.alterTable('sign_ins').addColumn('agent', 'text').execute();
  },
};
