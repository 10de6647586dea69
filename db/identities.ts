// Identities of a provider (OpenID Connect) bound to accounts: one account has at most one of each issuer.
// It must not know how a provider vouches for somebody.
import type { Db } from './open.ts';

/** A person as a provider names them: its address, and a subject that never changes nor passes to somebody else. */
export interface Identity {
  readonly issuer: string;
  readonly subject: string;
}

/** The account that an identity is bound to, or null. */
export async function findAccountOfIdentity(db: Db, { issuer, subject }: Identity): Promise<string | null> {
  const row = await db
    .selectFrom('identities')
    .select('account_id')
    .where('issuer', '=', issuer)
    .where('subject', '=', subject)
    .executeTakeFirst();
  return row?.account_id ?? null;
}

/** Binds an identity to an account; false when one of them is bound already. */
export async function bindIdentity(
  db: Db,
  bound: Identity & { accountId: string; createdAtMs: number },
): Promise<boolean> {
  const result = await db
    .insertInto('identities')
    .values({
      issuer: bound.issuer,
      subject: bound.subject,
      account_id: bound.accountId,
      created_at: bound.createdAtMs,
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return result.numInsertedOrUpdatedRows === 1n;
}

/** Takes every identity from an account; answers how many it had. */
export async function unbindIdentities(db: Db, accountId: string): Promise<number> {
  const result = await db.deleteFrom('identities').where('account_id', '=', accountId).executeTakeFirst();
  return Number(result.numDeletedRows);
}
