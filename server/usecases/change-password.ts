// Changes one's own password; every other sign-in of the account ends.
import { findAccount, replacePasswordHash } from '../../db/accounts.ts';
import { inTransaction } from '../../db/open.ts';
import { deleteOtherSignIns } from '../../db/sign-ins.ts';
import type { ChangePassword, StaffActor } from '../contract/accounts.ts';
import { accept, refuse } from '../contract/problems.ts';
import type { Outcome } from '../contract/problems.ts';
import { judgePassword } from '../domain/password-rules.ts';
import type { House } from './house.ts';
import { hashPassword, isPassword } from './passwords.ts';
import type { SignInThrottle } from './sign-in-throttle.ts';
import { hashToken } from './tokens.ts';
import { writeAudit } from './write-audit.ts';

interface Asking {
  readonly actor: StaffActor;
  readonly address: string;
  /** The sign-in that stays open. */
  readonly token: string;
}

/** Refuses with `wrong-credentials` when the current password is wrong, throttled like signing in. */
export async function changePassword(
  house: House,
  throttle: SignInThrottle,
  asking: Asking,
  input: ChangePassword,
): Promise<Outcome<null>> {
  const { actor, address, token } = asking;
  const retryAfterMs = await throttle.attempt(actor.email, address);
  if (retryAfterMs > 0)
    return refuse('too-many-attempts', 'Too many attempts; wait, then try again.', { retryAfterMs });
  const account = await findAccount(house.db, actor.accountId);
  if (account?.passwordHash == null || !(await isPassword(account.passwordHash, input.current))) {
    return refuse('wrong-credentials', 'The current password is wrong.');
  }
  await throttle.forgive(actor.email, address);
  const judged = judgePassword(input.password, account.email);
  if (!judged.ok) return judged;
  const passwordHash = await hashPassword(input.password);
  await inTransaction(house.db, async (db) => {
    await replacePasswordHash(db, account.id, passwordHash);
    await deleteOtherSignIns(db, account.id, hashToken(token));
    const after = { accountId: account.id };
    await writeAudit(house, db, actor, {
      action: 'account.password-changed',
      sessionId: null,
      atMs: house.now(),
      after,
    });
  });
  house.signIns.changed({ accountId: account.id });
  return accept(null);
}
