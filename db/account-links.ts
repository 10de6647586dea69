// One-time links with which a person chooses a password. Only the code's hash is stored.
import type { Db } from './open.ts';

/** Stores a link; those that the account had before are void. */
export async function replaceAccountLink(
  db: Db,
  link: { codeHash: string; accountId: string; createdAtMs: number; expiresAtMs: number },
): Promise<void> {
  await deleteAccountLinks(db, link.accountId);
  await db
    .insertInto('account_links')
    .values({
      code_hash: link.codeHash,
      account_id: link.accountId,
      created_at: link.createdAtMs,
      expires_at: link.expiresAtMs,
    })
    .execute();
}

/** Makes the links of an account void. */
export async function deleteAccountLinks(db: Db, accountId: string): Promise<void> {
  await db.deleteFrom('account_links').where('account_id', '=', accountId).execute();
}

/** Does this link hold? Looking does not use it up. */
export async function isAccountLink(db: Db, codeHash: string, nowMs: number): Promise<boolean> {
  const row = await db
    .selectFrom('account_links')
    .select('account_id')
    .where('code_hash', '=', codeHash)
    .where('expires_at', '>', nowMs)
    .executeTakeFirst();
  return row !== undefined;
}

/** Uses up a link: the account's id once, null for every later try, a wrong or an expired code. */
export async function spendAccountLink(db: Db, codeHash: string, nowMs: number): Promise<string | null> {
  const row = await db
    .selectFrom('account_links')
    .select('account_id')
    .where('code_hash', '=', codeHash)
    .where('expires_at', '>', nowMs)
    .executeTakeFirst();
  if (row === undefined) return null;
  const result = await db.deleteFrom('account_links').where('code_hash', '=', codeHash).executeTakeFirst();
  return result.numDeletedRows > 0n ? row.account_id : null;
}
