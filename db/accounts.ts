// Staff accounts and in which bodies their roles hold. It must not know how a password is hashed: it stores what it is given.
import type { Role } from '../server/contract/accounts.ts';
import { roleSchema } from '../server/contract/accounts.ts';
import type { Db } from './open.ts';

/** Body id → role there. */
export type BodyRoles = Readonly<Record<string, Role>>;

/** A staff account. E-mail addresses are compared without case; instants are ms since the epoch. */
export interface Account {
  readonly id: string;
  readonly email: string;
  /** The role in every body, or the strongest of `bodies`. */
  readonly role: Role;
  /** Null: `role` holds in every body. */
  readonly bodies: BodyRoles | null;
  /** Null: no password yet, or none any more; a link lets the person choose one. */
  readonly passwordHash: string | null;
  readonly createdAtMs: number;
  /** Null: the account may sign in. */
  readonly disabledAtMs: number | null;
  /** The sealed secret of the second factor; null: there is none. */
  readonly secondFactor: string | null;
}

/** What a new account needs. */
export type AccountToInsert = Pick<Account, 'id' | 'email' | 'role' | 'passwordHash' | 'createdAtMs'> & {
  readonly bodies?: BodyRoles | null;
};

/** Creates an account, or answers `taken` when its e-mail address has one already. */
export async function insertAccount(db: Db, account: AccountToInsert): Promise<'created' | 'taken'> {
  const result = await db
    .insertInto('accounts')
    .values({
      id: account.id,
      email: foldEmail(account.email),
      role: account.role,
      password_hash: account.passwordHash ?? noPassword,
      created_at: account.createdAtMs,
    })
    .onConflict((conflict) => conflict.column('email').doNothing())
    .executeTakeFirst();
  if (result.numInsertedOrUpdatedRows !== 1n) return 'taken';
  if (account.bodies != null) await changeRole(db, account.id, { role: account.role, bodies: account.bodies });
  return 'created';
}

/** The account of an e-mail address, or null. */
export async function findAccountByEmail(db: Db, email: string): Promise<Account | null> {
  const row = await db.selectFrom('accounts').selectAll().where('email', '=', foldEmail(email)).executeTakeFirst();
  return row === undefined ? null : readAccount(db, row);
}

/** The account with this id, or null. */
export async function findAccount(db: Db, id: string): Promise<Account | null> {
  const row = await db.selectFrom('accounts').selectAll().where('id', '=', id).executeTakeFirst();
  return row === undefined ? null : readAccount(db, row);
}

/** All accounts, oldest first. */
export async function listAccounts(db: Db): Promise<Account[]> {
  const rows = await db.selectFrom('accounts').selectAll().orderBy('created_at').orderBy('id').execute();
  return Promise.all(rows.map((row) => readAccount(db, row)));
}

/** How many accounts there are; 0 means that the product is not set up yet. */
export async function countAccounts(db: Db): Promise<number> {
  const row = await db
    .selectFrom('accounts')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return Number(row.count);
}

/** Gives an account another password; null takes it away. */
export async function replacePasswordHash(db: Db, id: string, passwordHash: string | null): Promise<void> {
  await db
    .updateTable('accounts')
    .set({ password_hash: passwordHash ?? noPassword })
    .where('id', '=', id)
    .execute();
}

/** Gives an account another role: everywhere, or by body. */
export async function changeRole(db: Db, id: string, to: { role: Role; bodies: BodyRoles | null }): Promise<void> {
  await db
    .updateTable('accounts')
    .set({ role: to.role, all_bodies: to.bodies === null ? 1 : 0 })
    .where('id', '=', id)
    .execute();
  await db.deleteFrom('account_bodies').where('account_id', '=', id).execute();
  for (const [bodyId, role] of Object.entries(to.bodies ?? {})) {
    await db.insertInto('account_bodies').values({ account_id: id, body_id: bodyId, role }).execute();
  }
}

/** Keeps an account from signing in (an instant), or lets it again (null). */
export async function setDisabled(db: Db, id: string, disabledAtMs: number | null): Promise<void> {
  await db.updateTable('accounts').set({ disabled_at: disabledAtMs }).where('id', '=', id).execute();
}

/** The column cannot be null since the first version; no hash is empty. */
const noPassword = '';

interface AccountRow {
  id: string;
  email: string;
  role: string;
  password_hash: string;
  created_at: number;
  all_bodies: number;
  disabled_at: number | null;
  second_factor: string | null;
}

async function readAccount(db: Db, row: AccountRow): Promise<Account> {
  return {
    id: row.id,
    email: row.email,
    role: roleSchema.parse(row.role),
    bodies: row.all_bodies !== 0 ? null : await readBodyRoles(db, row.id),
    passwordHash: row.password_hash === noPassword ? null : row.password_hash,
    createdAtMs: row.created_at,
    disabledAtMs: row.disabled_at,
    secondFactor: row.second_factor,
  };
}

async function readBodyRoles(db: Db, accountId: string): Promise<BodyRoles> {
  const rows = await db.selectFrom('account_bodies').selectAll().where('account_id', '=', accountId).execute();
  return Object.fromEntries(rows.map((row) => [row.body_id, roleSchema.parse(row.role)]));
}

function foldEmail(email: string): string {
  return email.trim().toLowerCase();
}
