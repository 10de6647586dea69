// Open sign-ins of staff and one-time setup codes. Only hashes are stored: a stolen database signs nobody in.
import type { Selectable } from 'kysely';
import { findAccount, type Account } from './accounts.ts';
import type { Db } from './open.ts';
import type { SignInsTable } from './schema-accounts.ts';

/** An open sign-in; `tokenHash` is the SHA-256 of the cookie's value. */
export interface SignInRecord {
  readonly tokenHash: string;
  readonly accountId: string;
  readonly createdAtMs: number;
  readonly expiresAtMs: number;
  readonly lastSeenAtMs: number;
  readonly address: string | null;
  readonly method: SignInMethod;
  /** What the browser called itself; null where it said nothing. */
  readonly agent: string | null;
}

/** How somebody showed who they are; a provider of identities answers for its own second factor. */
export type SignInMethod = 'password' | 'openid';

/** Opens a sign-in. */
export async function insertSignIn(db: Db, signIn: SignInRecord): Promise<void> {
  await db
    .insertInto('sign_ins')
    .values({
      token_hash: signIn.tokenHash,
      account_id: signIn.accountId,
      created_at: signIn.createdAtMs,
      expires_at: signIn.expiresAtMs,
      last_seen_at: signIn.lastSeenAtMs,
      address: signIn.address,
      method: signIn.method,
      agent: signIn.agent,
    })
    .execute();
}

/** The sign-in of a token hash with its account; null when there is none or it has expired. */
export async function findSignIn(
  db: Db,
  tokenHash: string,
  nowMs: number,
): Promise<{ signIn: SignInRecord; account: Account } | null> {
  const row = await db
    .selectFrom('sign_ins')
    .selectAll()
    .where('token_hash', '=', tokenHash)
    .where('expires_at', '>', nowMs)
    .executeTakeFirst();
  const account = row === undefined ? null : await findAccount(db, row.account_id);
  return row === undefined || account === null ? null : { signIn: readSignIn(row), account };
}

/** The sign-ins of an account that have not expired, the newest first. */
export async function listSignIns(db: Db, accountId: string, nowMs: number): Promise<SignInRecord[]> {
  const rows = await db
    .selectFrom('sign_ins')
    .selectAll()
    .where('account_id', '=', accountId)
    .where('expires_at', '>', nowMs)
    .orderBy('created_at', 'desc')
    .orderBy('token_hash')
    .execute();
  return rows.map(readSignIn);
}

function readSignIn(row: Selectable<SignInsTable>): SignInRecord {
  return {
    tokenHash: row.token_hash,
    accountId: row.account_id,
    createdAtMs: row.created_at,
    expiresAtMs: row.expires_at,
    lastSeenAtMs: row.last_seen_at,
    address: row.address,
    method: row.method === 'openid' ? 'openid' : 'password',
    agent: row.agent,
  };
}

/** Notes that a sign-in was used, and until when it lasts now. */
export async function touchSignIn(
  db: Db,
  tokenHash: string,
  seen: { lastSeenAtMs: number; expiresAtMs: number },
): Promise<void> {
  await db
    .updateTable('sign_ins')
    .set({ last_seen_at: seen.lastSeenAtMs, expires_at: seen.expiresAtMs })
    .where('token_hash', '=', tokenHash)
    .execute();
}

/** Ends one sign-in. */
export async function deleteSignIn(db: Db, tokenHash: string): Promise<void> {
  await db.deleteFrom('sign_ins').where('token_hash', '=', tokenHash).execute();
}

/** Ends every sign-in of an account. */
export async function deleteSignInsOfAccount(db: Db, accountId: string): Promise<void> {
  await db.deleteFrom('sign_ins').where('account_id', '=', accountId).execute();
}

/** Ends every sign-in of an account but this one. */
export async function deleteOtherSignIns(db: Db, accountId: string, keptTokenHash: string): Promise<void> {
  await db
    .deleteFrom('sign_ins')
    .where('account_id', '=', accountId)
    .where('token_hash', '!=', keptTokenHash)
    .execute();
}

/** Forgets sign-ins and one-time codes that have expired. */
export async function deleteExpiredSignIns(db: Db, nowMs: number): Promise<void> {
  await db.deleteFrom('sign_ins').where('expires_at', '<=', nowMs).execute();
  await db.deleteFrom('setup_codes').where('expires_at', '<=', nowMs).execute();
  await db.deleteFrom('account_links').where('expires_at', '<=', nowMs).execute();
}

/** Stores the hash of a one-time setup code; the codes before it are void. */
export async function replaceSetupCode(
  db: Db,
  code: { codeHash: string; createdAtMs: number; expiresAtMs: number },
): Promise<void> {
  await db.deleteFrom('setup_codes').execute();
  await db
    .insertInto('setup_codes')
    .values({ code_hash: code.codeHash, created_at: code.createdAtMs, expires_at: code.expiresAtMs })
    .execute();
}

/** Uses up a setup code: true once, false for every later try, a wrong or an expired code. */
export async function spendSetupCode(db: Db, codeHash: string, nowMs: number): Promise<boolean> {
  const result = await db
    .deleteFrom('setup_codes')
    .where('code_hash', '=', codeHash)
    .where('expires_at', '>', nowMs)
    .executeTakeFirst();
  return result.numDeletedRows > 0n;
}
