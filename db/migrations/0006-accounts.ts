// Roles by body, invitations, second factors, API tokens and webhooks.
import type { Kysely, Migration } from 'kysely';

/** Brings accounts, tokens and webhooks forward. */
export const extendAccounts: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await extendPeople(db);
    await createTokens(db);
    await createWebhooks(db);
    await db.schema.createIndex('audit_at').on('audit').columns(['at', 'id']).execute();
  },
};

async function extendPeople(db: Kysely<unknown>): Promise<void> {
  const add = (name: string) => db.schema.alterTable('accounts').addColumn(name, 'bigint').execute();
  await db.schema
    .alterTable('accounts')
    .addColumn('all_bodies', 'integer', (column) => column.notNull().defaultTo(1))
    .execute();
  await db.schema.alterTable('accounts').addColumn('second_factor', 'text').execute();
  for (const name of ['disabled_at', 'second_factor_step']) await add(name);
  await db.schema
    .alterTable('sign_ins')
    .addColumn('method', 'text', (column) => column.notNull().defaultTo('password'))
    .execute();
  await db.schema
    .createTable('account_bodies')
    .addColumn('account_id', 'text', (column) => column.notNull().references('accounts.id'))
    .addColumn('body_id', 'text', (column) => column.notNull().references('bodies.id'))
    .addColumn('role', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('account_bodies_key', ['account_id', 'body_id'])
    .execute();
  await db.schema
    .createTable('account_links')
    .addColumn('code_hash', 'text', (column) => column.primaryKey().notNull())
    .addColumn('account_id', 'text', (column) => column.notNull().references('accounts.id'))
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .addColumn('expires_at', 'bigint', (column) => column.notNull())
    .execute();
  await db.schema
    .createTable('recovery_codes')
    .addColumn('code_hash', 'text', (column) => column.primaryKey().notNull())
    .addColumn('account_id', 'text', (column) => column.notNull().references('accounts.id'))
    .execute();
  await db.schema.createIndex('recovery_codes_account').on('recovery_codes').column('account_id').execute();
}

async function createTokens(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('api_tokens')
    .addColumn('id', 'text', (column) => column.primaryKey().notNull())
    .addColumn('token_hash', 'text', (column) => column.notNull().unique())
    .addColumn('prefix', 'text', (column) => column.notNull())
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('account_id', 'text', (column) => column.notNull().references('accounts.id'))
    .addColumn('scopes', 'text', (column) => column.notNull())
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .addColumn('expires_at', 'bigint')
    .addColumn('last_used_at', 'bigint')
    .addColumn('revoked_at', 'bigint')
    .execute();
}

async function createWebhooks(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('webhooks')
    .addColumn('id', 'text', (column) => column.primaryKey().notNull())
    .addColumn('url', 'text', (column) => column.notNull())
    .addColumn('events', 'text', (column) => column.notNull())
    .addColumn('secret', 'text', (column) => column.notNull())
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .addColumn('removed_at', 'bigint')
    .execute();
  await db.schema
    .createTable('webhook_deliveries')
    .addColumn('id', 'text', (column) => column.primaryKey().notNull())
    .addColumn('webhook_id', 'text', (column) => column.notNull().references('webhooks.id'))
    .addColumn('event', 'text', (column) => column.notNull())
    .addColumn('payload', 'text', (column) => column.notNull())
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .addColumn('attempts', 'integer', (column) => column.notNull().defaultTo(0))
    .addColumn('next_at', 'bigint')
    .addColumn('delivered_at', 'bigint')
    .addColumn('last_status', 'integer')
    .addColumn('last_error', 'text')
    .execute();
  await db.schema.createIndex('webhook_deliveries_next').on('webhook_deliveries').column('next_at').execute();
  await db.schema
    .createIndex('webhook_deliveries_log')
    .on('webhook_deliveries')
    .columns(['webhook_id', 'created_at'])
    .execute();
}
