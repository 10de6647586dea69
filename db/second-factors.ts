// Second factors and recovery codes. It must not know how a secret is sealed; of recovery codes only hashes are stored.
import type { Db } from './open.ts';

/** Gives an account a second factor (its sealed secret), or takes it away with its recovery codes (null). */
export async function setSecondFactor(db: Db, accountId: string, sealedSecret: string | null): Promise<void> {
  await db
    .updateTable('accounts')
    .set({ second_factor: sealedSecret, second_factor_step: null })
    .where('id', '=', accountId)
    .execute();
  await db.deleteFrom('recovery_codes').where('account_id', '=', accountId).execute();
}

/** Uses up a time step: true once; false when this step or a later one was used before (RFC 6238 section 5.2). */
export async function spendStep(db: Db, accountId: string, step: number): Promise<boolean> {
  const result = await db
    .updateTable('accounts')
    .set({ second_factor_step: step })
    .where('id', '=', accountId)
    .where((is) => is.or([is('second_factor_step', 'is', null), is('second_factor_step', '<', step)]))
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/** Stores the hashes of new recovery codes; the codes before are void. */
export async function replaceRecoveryCodes(db: Db, accountId: string, codeHashes: readonly string[]): Promise<void> {
  await db.deleteFrom('recovery_codes').where('account_id', '=', accountId).execute();
  const rows = codeHashes.map((codeHash) => ({ code_hash: codeHash, account_id: accountId }));
  await db.insertInto('recovery_codes').values(rows).execute();
}

/** Uses up a recovery code: true once. */
export async function spendRecoveryCode(db: Db, accountId: string, codeHash: string): Promise<boolean> {
  const result = await db
    .deleteFrom('recovery_codes')
    .where('account_id', '=', accountId)
    .where('code_hash', '=', codeHash)
    .executeTakeFirst();
  return result.numDeletedRows > 0n;
}
