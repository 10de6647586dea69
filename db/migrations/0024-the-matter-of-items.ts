// The act that an item deals with, under one reference wherever it is dealt with, and which documents are minutes. Forward only.
import type { Kysely, Migration } from 'kysely';

/** Adds both columns. */
export const nameMatters: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema.alterTable('agenda_items').addColumn('matter', 'text').execute();
    await db.schema.createIndex('agenda_items_matter').on('agenda_items').column('matter').execute();
    await db.schema
      .alterTable('documents')
      .addColumn('kind', 'text', (column) => column.notNull().defaultTo('document'))
      .execute();
  },
};
