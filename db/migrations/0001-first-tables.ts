// The tables of the first version. Only column types that SQLite and PostgreSQL both have; forward only.
import type { ColumnDefinitionBuilder, Kysely, Migration } from 'kysely';

const notNull = (column: ColumnDefinitionBuilder): ColumnDefinitionBuilder => column.notNull();
const key = (column: ColumnDefinitionBuilder): ColumnDefinitionBuilder => column.primaryKey().notNull();
const zero = (column: ColumnDefinitionBuilder): ColumnDefinitionBuilder => column.notNull().defaultTo(0);
const emptyObject = (column: ColumnDefinitionBuilder): ColumnDefinitionBuilder => column.notNull().defaultTo('{}');
const emptyList = (column: ColumnDefinitionBuilder): ColumnDefinitionBuilder => column.notNull().defaultTo('[]');
const refersTo =
  (target: string) =>
  (column: ColumnDefinitionBuilder): ColumnDefinitionBuilder =>
    column.notNull().references(target);

/** Creates every table but the search index. */
export const createFirstTables: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await createPeople(db);
    await createSessions(db);
    await createRecordings(db);
    await createRecord(db);
    await createHousekeeping(db);
  },
};

async function createPeople(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('accounts')
    .addColumn('id', 'text', key)
    .addColumn('email', 'text', (column) => column.notNull().unique())
    .addColumn('role', 'text', notNull)
    .addColumn('password_hash', 'text', notNull)
    .addColumn('created_at', 'bigint', notNull)
    .execute();
  await db.schema
    .createTable('sign_ins')
    .addColumn('token_hash', 'text', key)
    .addColumn('account_id', 'text', refersTo('accounts.id'))
    .addColumn('created_at', 'bigint', notNull)
    .addColumn('expires_at', 'bigint', notNull)
    .addColumn('last_seen_at', 'bigint', notNull)
    .addColumn('address', 'text')
    .execute();
  await db.schema.createIndex('sign_ins_account').on('sign_ins').column('account_id').execute();
  await db.schema
    .createTable('setup_codes')
    .addColumn('code_hash', 'text', key)
    .addColumn('created_at', 'bigint', notNull)
    .addColumn('expires_at', 'bigint', notNull)
    .execute();
}

async function createSessions(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('bodies')
    .addColumn('id', 'text', key)
    .addColumn('name', 'text', (column) => column.notNull().unique())
    .addColumn('type', 'text')
    .addColumn('created_at', 'bigint', notNull)
    .execute();
  await db.schema
    .createTable('sessions')
    .addColumn('id', 'text', key)
    .addColumn('external_id', 'text', (column) => column.unique())
    .addColumn('body_id', 'text', refersTo('bodies.id'))
    .addColumn('title', 'text', notNull)
    .addColumn('scheduled_at', 'bigint', notNull)
    .addColumn('started_at', 'bigint')
    .addColumn('ended_at', 'bigint')
    .addColumn('state', 'text', notNull)
    .addColumn('publication', 'text', notNull)
    .addColumn('review', 'integer', zero)
    .addColumn('withheld_reason', 'text')
    .addColumn('lang', 'text')
    .addColumn('imported_duration', 'double precision')
    .addColumn('key_version', 'integer', zero)
    .addColumn('stream_key_hash', 'text', (column) => column.unique())
    .addColumn('created_at', 'bigint', notNull)
    .addColumn('modified_at', 'bigint', notNull)
    .addColumn('extra', 'text', emptyObject)
    .execute();
  await db.schema.createIndex('sessions_by_date').on('sessions').columns(['scheduled_at', 'id']).execute();
  await db.schema.createIndex('sessions_by_state').on('sessions').columns(['state', 'scheduled_at']).execute();
  await db.schema
    .createTable('agenda_items')
    .addColumn('id', 'text', key)
    .addColumn('session_id', 'text', refersTo('sessions.id'))
    .addColumn('parent_id', 'text', (column) => column.references('agenda_items.id'))
    .addColumn('position', 'integer', notNull)
    .addColumn('number', 'text', notNull)
    .addColumn('title', 'text', notNull)
    .addColumn('type', 'text')
    .addColumn('external_id', 'text')
    .addColumn('imported_start', 'double precision')
    .addColumn('removed_at', 'bigint')
    .addColumn('extra', 'text', emptyObject)
    .execute();
  await db.schema.createIndex('agenda_items_order').on('agenda_items').columns(['session_id', 'position']).execute();
  await db.schema
    .createIndex('agenda_items_external')
    .on('agenda_items')
    .columns(['session_id', 'external_id'])
    .unique()
    .execute();
  await db.schema.createIndex('agenda_items_parent').on('agenda_items').column('parent_id').execute();
}

async function createRecordings(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('marks')
    .addColumn('id', 'text', key)
    .addColumn('session_id', 'text', refersTo('sessions.id'))
    .addColumn('agenda_item_id', 'text', refersTo('agenda_items.id'))
    .addColumn('at', 'bigint', notNull)
    .addColumn('created_at', 'bigint', notNull)
    .addColumn('removed_at', 'bigint')
    .execute();
  await db.schema.createIndex('marks_order').on('marks').columns(['session_id', 'at']).execute();
  await db.schema
    .createTable('takes')
    .addColumn('id', 'text', key)
    .addColumn('session_id', 'text', refersTo('sessions.id'))
    .addColumn('started_at', 'bigint', notNull)
    .addColumn('ended_at', 'bigint')
    .addColumn('duration_seconds', 'double precision', zero)
    .addColumn('sealed', 'integer', zero)
    .addColumn('end_reason', 'text')
    .addColumn('anchors', 'text', emptyList)
    .addColumn('files', 'text', emptyList)
    .execute();
  await db.schema.createIndex('takes_order').on('takes').columns(['session_id', 'started_at']).execute();
  await db.schema
    .createTable('chat_messages')
    .addColumn('id', 'text', key)
    .addColumn('session_id', 'text', refersTo('sessions.id'))
    .addColumn('display_name', 'text', notNull)
    .addColumn('text', 'text', notNull)
    .addColumn('at', 'bigint', notNull)
    .addColumn('removed_at', 'bigint')
    .addColumn('removed_by', 'text')
    .execute();
  await db.schema.createIndex('chat_messages_order').on('chat_messages').columns(['session_id', 'at', 'id']).execute();
}

async function createRecord(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('transcripts')
    .addColumn('id', 'text', key)
    .addColumn('session_id', 'text', refersTo('sessions.id'))
    .addColumn('lang', 'text')
    .addColumn('source', 'text', notNull)
    .addColumn('created_at', 'bigint', notNull)
    .addColumn('replaced_at', 'bigint')
    .execute();
  await db.schema.createIndex('transcripts_session').on('transcripts').column('session_id').execute();
  await db.schema
    .createTable('cues')
    .addColumn('transcript_id', 'text', refersTo('transcripts.id'))
    .addColumn('position', 'integer', notNull)
    .addColumn('start_seconds', 'double precision', notNull)
    .addColumn('end_seconds', 'double precision', notNull)
    .addColumn('speaker', 'text')
    .addColumn('text', 'text', notNull)
    .addPrimaryKeyConstraint('cues_key', ['transcript_id', 'position'])
    .execute();
  await db.schema
    .createTable('speeches')
    .addColumn('id', 'text', key)
    .addColumn('session_id', 'text', refersTo('sessions.id'))
    .addColumn('external_id', 'text', (column) => column.unique())
    .addColumn('agenda_item_id', 'text', (column) => column.references('agenda_items.id'))
    .addColumn('position', 'double precision', notNull)
    .addColumn('speaker', 'text')
    .addColumn('role', 'text')
    .addColumn('faction', 'text')
    .addColumn('lang', 'text')
    .addColumn('start_seconds', 'double precision')
    .addColumn('end_seconds', 'double precision')
    .addColumn('time_estimated', 'integer', zero)
    .addColumn('text', 'text', notNull)
    .addColumn('cues', 'text', emptyList)
    .addColumn('extra', 'text', emptyObject)
    .execute();
  await db.schema.createIndex('speeches_order').on('speeches').columns(['session_id', 'position']).execute();
  await db.schema
    .createTable('documents')
    .addColumn('id', 'text', key)
    .addColumn('session_id', 'text', refersTo('sessions.id'))
    .addColumn('external_id', 'text', (column) => column.unique())
    .addColumn('agenda_item_id', 'text', (column) => column.references('agenda_items.id'))
    .addColumn('number', 'text')
    .addColumn('date', 'text')
    .addColumn('title', 'text', notNull)
    .addColumn('text', 'text', notNull)
    .addColumn('extra', 'text', emptyObject)
    .execute();
  await db.schema.createIndex('documents_session').on('documents').column('session_id').execute();
}

async function createHousekeeping(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('audit')
    .addColumn('id', 'text', key)
    .addColumn('at', 'bigint', notNull)
    .addColumn('account_id', 'text')
    .addColumn('actor', 'text', notNull)
    .addColumn('action', 'text', notNull)
    .addColumn('session_id', 'text')
    .addColumn('before_json', 'text')
    .addColumn('after_json', 'text')
    .addColumn('reason', 'text')
    .execute();
  await db.schema.createIndex('audit_order').on('audit').columns(['session_id', 'at']).execute();
  await db.schema.createTable('settings').addColumn('name', 'text', key).addColumn('value', 'text', notNull).execute();
}
