// The council itself: people, groups, terms, memberships, the log of a session, corrections; rules of a body, facts of items.
import type { ColumnDefinitionBuilder, Kysely, Migration } from 'kysely';

const notNull = (column: ColumnDefinitionBuilder): ColumnDefinitionBuilder => column.notNull();
const key = (column: ColumnDefinitionBuilder): ColumnDefinitionBuilder => column.primaryKey().notNull();
const zero = (column: ColumnDefinitionBuilder): ColumnDefinitionBuilder => column.notNull().defaultTo(0);
const refersTo =
  (target: string) =>
  (column: ColumnDefinitionBuilder): ColumnDefinitionBuilder =>
    column.notNull().references(target);
const mayRefer =
  (target: string) =>
  (column: ColumnDefinitionBuilder): ColumnDefinitionBuilder =>
    column.references(target);

/** Creates the tables of the council and adds its columns. */
export const createCouncil: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await createPeople(db);
    await createLog(db);
    await addColumns(db);
  },
};

async function createPeople(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('people')
    .addColumn('id', 'text', key)
    .addColumn('name', 'text', notNull)
    .addColumn('created_at', 'bigint', notNull)
    .execute();
  await db.schema
    .createTable('groups')
    .addColumn('id', 'text', key)
    .addColumn('body_id', 'text', refersTo('bodies.id'))
    .addColumn('name', 'text', notNull)
    .addColumn('created_at', 'bigint', notNull)
    .addUniqueConstraint('groups_name', ['body_id', 'name'])
    .execute();
  await db.schema
    .createTable('terms')
    .addColumn('id', 'text', key)
    .addColumn('body_id', 'text', refersTo('bodies.id'))
    .addColumn('name', 'text', notNull)
    .addColumn('from_day', 'text', notNull)
    .addColumn('to_day', 'text')
    .addUniqueConstraint('terms_name', ['body_id', 'name'])
    .execute();
  await db.schema
    .createTable('memberships')
    .addColumn('id', 'text', key)
    .addColumn('body_id', 'text', refersTo('bodies.id'))
    .addColumn('person_id', 'text', refersTo('people.id'))
    .addColumn('group_id', 'text', mayRefer('groups.id'))
    .addColumn('term_id', 'text', mayRefer('terms.id'))
    .addColumn('role', 'text', notNull)
    .addColumn('may_vote', 'integer', notNull)
    .addColumn('position', 'integer', notNull)
    .addColumn('began_at', 'bigint', notNull)
    .addColumn('ended_at', 'bigint')
    .execute();
  await db.schema.createIndex('memberships_body').on('memberships').columns(['body_id', 'position']).execute();
}

async function createLog(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('log_entries')
    .addColumn('id', 'text', key)
    .addColumn('session_id', 'text', refersTo('sessions.id'))
    .addColumn('command_id', 'text')
    .addColumn('kind', 'text', notNull)
    .addColumn('at', 'bigint', notNull)
    .addColumn('until', 'bigint')
    .addColumn('agenda_item_id', 'text', mayRefer('agenda_items.id'))
    .addColumn('data', 'text', notNull)
    .addColumn('version', 'integer', notNull)
    .addColumn('created_at', 'bigint', notNull)
    .addColumn('created_by', 'text', notNull)
    .addColumn('removed_at', 'bigint')
    .addUniqueConstraint('log_entries_command', ['session_id', 'command_id'])
    .execute();
  await db.schema.createIndex('log_entries_order').on('log_entries').columns(['session_id', 'at']).execute();
  await db.schema
    .createTable('corrections')
    .addColumn('session_id', 'text', refersTo('sessions.id'))
    .addColumn('version', 'integer', notNull)
    .addColumn('at', 'bigint', notNull)
    .addColumn('note', 'text', notNull)
    .addColumn('account_id', 'text')
    .addPrimaryKeyConstraint('corrections_key', ['session_id', 'version'])
    .execute();
}

async function addColumns(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('bodies').addColumn('rules', 'text').execute();
  await db.schema.alterTable('sessions').addColumn('place', 'text').execute();
  await db.schema
    .alterTable('sessions')
    .addColumn('call', 'integer', (column) => column.notNull().defaultTo(1))
    .execute();
  await db.schema.alterTable('sessions').addColumn('second_call_at', 'bigint').execute();
  await db.schema.alterTable('sessions').addColumn('convocation', 'text').execute();
  await db.schema.alterTable('agenda_items').addColumn('description', 'text').execute();
  await db.schema.alterTable('agenda_items').addColumn('shared_type', 'text').execute();
  await db.schema.alterTable('agenda_items').addColumn('rapporteur', 'text').execute();
  await db.schema.alterTable('agenda_items').addColumn('planned_closed', 'integer', zero).execute();
  await db.schema.alterTable('agenda_items').addColumn('no_broadcast', 'integer', zero).execute();
}
