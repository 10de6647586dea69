// Asks for the second factor of an account that has one: six digits, or a recovery code, each of them once.
import type { Account } from '../../db/accounts.ts';
import { recordAudit } from '../../db/audit.ts';
import { spendRecoveryCode, spendStep } from '../../db/second-factors.ts';
import { accept, refuse } from '../contract/problems.ts';
import type { Outcome } from '../contract/problems.ts';
import type { House } from './house.ts';
import { hashRecoveryCode, stepOf } from './one-time-codes.ts';
import { openText } from './sealed-text.ts';

/** Refuses with `second-factor-needed` without a code, with `wrong-second-factor` for a wrong or used one. */
export async function checkSecondFactor(
  house: House,
  account: Account,
  code: string | undefined,
): Promise<Outcome<null>> {
  if (account.secondFactor === null) return accept(null);
  if (code === undefined) {
    return refuse('second-factor-needed', 'Send the code of your authenticator app too, or a recovery code.');
  }
  const secret = openText(house.secrets.streamKeySecret, 'second-factor', account.secondFactor);
  if (secret === null)
    throw new Error('a second factor cannot be opened: secrets.json is not the one it was sealed with');
  const step = stepOf(secret, code, house.now());
  if (step !== null && (await spendStep(house.db, account.id, step))) return accept(null);
  if (step === null && (await spendRecovery(house, account, code))) return accept(null);
  return refuse('wrong-second-factor', 'The code is wrong or has been used; wait for the next one.');
}

async function spendRecovery(house: House, account: Account, code: string): Promise<boolean> {
  if (!(await spendRecoveryCode(house.db, account.id, hashRecoveryCode(code)))) return false;
  const { id: accountId, email: actor } = account;
  const action = 'account.recovery-code-used';
  await recordAudit(house.db, { id: house.newId(), atMs: house.now(), accountId, actor, action, sessionId: null });
  return true;
}
