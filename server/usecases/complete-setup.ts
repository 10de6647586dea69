// Uses up the one-time code and creates the first administrator.
import { countAccounts, insertAccount } from '../../db/accounts.ts';
import { recordAudit } from '../../db/audit.ts';
import { inTransaction } from '../../db/open.ts';
import { spendSetupCode } from '../../db/sign-ins.ts';
import type { Setup } from '../contract/accounts.ts';
import { accept, refuse } from '../contract/problems.ts';
import type { Outcome } from '../contract/problems.ts';
import { judgePassword } from '../domain/password-rules.ts';
import type { House } from './house.ts';
import { hashPassword } from './passwords.ts';
import { hashToken } from './tokens.ts';

/** Refuses with `setup-done` when there is an account, with `wrong-credentials` for a wrong, used or old code. */
export async function completeSetup(house: House, setup: Setup): Promise<Outcome<null>> {
  if ((await countAccounts(house.db)) > 0) return setupDone();
  const judged = judgePassword(setup.password, setup.email);
  if (!judged.ok) return judged;
  const createdAtMs = house.now();
  const account = { id: house.newId(), email: setup.email, role: 'administrator', createdAtMs } as const;
  const passwordHash = await hashPassword(setup.password);
  return inTransaction(house.db, async (db): Promise<Outcome<null>> => {
    if ((await countAccounts(db)) > 0) return setupDone();
    if (!(await spendSetupCode(db, hashToken(setup.code), createdAtMs))) {
      return refuse('wrong-credentials', 'This link is not valid any more; restart the server to get a new one.');
    }
    await insertAccount(db, { ...account, passwordHash });
    await recordAudit(db, {
      id: house.newId(),
      atMs: createdAtMs,
      accountId: account.id,
      actor: account.email,
      action: 'account.created',
      sessionId: null,
      after: { accountId: account.id, role: account.role },
    });
    return accept(null);
  });
}

function setupDone(): Outcome<never> {
  return refuse('setup-done', 'The first administrator exists already; sign in instead.');
}
