// Changes one's own password; every other sign-in of the account ends.
import { replacePasswordHash } from '../../db/accounts.ts';
import { inTransaction } from '../../db/open.ts';
import { deleteOtherSignIns } from '../../db/sign-ins.ts';
import type { ChangePassword, StaffActor } from '../contract/accounts.ts';
import { accept } from '../contract/problems.ts';
import type { Outcome } from '../contract/problems.ts';
import { judgePassword } from '../domain/password-rules.ts';
import { confirmPassword } from './confirm-password.ts';
import type { House } from './house.ts';
import { hashPassword } from './passwords.ts';
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
  const confirmed = await confirmPassword(house, throttle, asking, input.current);
  if (!confirmed.ok) return confirmed;
  const account = confirmed.value;
  const judged = judgePassword(input.password, account.email);
  if (!judged.ok) return judged;
  const passwordHash = await hashPassword(input.password);
  await inTransaction(house.db, async (db) => {
    await replacePasswordHash(db, account.id, passwordHash);
    await deleteOtherSignIns(db, account.id, hashToken(asking.token));
    const act = {
      action: 'account.password-changed',
      sessionId: null,
      atMs: house.now(),
      after: { accountId: account.id },
    };
    await writeAudit(house, db, asking.actor, act);
  });
  house.signIns.changed({ accountId: account.id });
  return accept(null);
}
