// Staff accounts. It must not know how a password is hashed: it stores what it is given.
import type { Role } from '../server/contract/accounts.ts';
import { roleSchema } from '../server/contract/accounts.ts';
import type { Db } from './open.ts';

/** A staff account. E-mail addresses are compared without case; instants are ms since the epoch. */
export interface Account {
  readonly id: string;
  readonly email: string;
  readonly role: Role;
  readonly passwordHash: string;
  readonly createdAtMs: number;
}

/** Creates an account, or answers `taken` when its e-mail address has one already. */
export async function insertAccount(db: Db, account: Account): Promise<'created' | 'taken'> {
  const result = await db
    .insertInto('accounts')
    .values({
      id: account.id,
      email: foldEmail(account.email),
      role: account.role,
      password_hash: account.passwordHash,
      created_at: account.createdAtMs,
    })
    .onConflict((conflict) => conflict.column('email').doNothing())
    .executeTakeFirst();
  return result.numInsertedOrUpdatedRows === 1n ? 'created' : 'taken';
}

/** The account of an e-mail address, or null. */
export async function findAccountByEmail(db: Db, email: string): Promise<Account | null> {
  const row = await db.selectFrom('accounts').selectAll().where('email', '=', foldEmail(email)).executeTakeFirst();
  return row === undefined ? null : readAccount(row);
}

/** The account with this id, or null. */
export async function findAccount(db: Db, id: string): Promise<Account | null> {
  const row = await db.selectFrom('accounts').selectAll().where('id', '=', id).executeTakeFirst();
  return row === undefined ? null : readAccount(row);
}

/** All accounts, oldest first. */
export async function listAccounts(db: Db): Promise<Account[]> {
  const rows = await db.selectFrom('accounts').selectAll().orderBy('created_at').orderBy('id').execute();
  return rows.map(readAccount);
}

/** How many accounts there are; 0 means that the product is not set up yet. */
export async function countAccounts(db: Db): Promise<number> {
  const row = await db
    .selectFrom('accounts')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return Number(row.count);
}

/** Gives an account another password. */
export async function replacePasswordHash(db: Db, id: string, passwordHash: string): Promise<void> {
  await db.updateTable('accounts').set({ password_hash: passwordHash }).where('id', '=', id).execute();
}

interface AccountRow {
  id: string;
  email: string;
  role: string;
  password_hash: string;
  created_at: number;
}

/** An `accounts` row as an account. */
export function readAccount(row: AccountRow): Account {
  return {
    id: row.id,
    email: row.email,
    role: roleSchema.parse(row.role),
    passwordHash: row.password_hash,
    createdAtMs: row.created_at,
  };
}

function foldEmail(email: string): string {
  return email.trim().toLowerCase();
}
