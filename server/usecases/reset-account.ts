// Lets somebody begin anew: the password is void, every sign-in ends, no identity of a provider is bound any more, and a
// one-time link lets them choose another password.
import { findAccount, replacePasswordHash } from '../../db/accounts.ts';
import { unbindIdentities } from '../../db/identities.ts';
import { inTransaction } from '../../db/open.ts';
import { deleteSignInsOfAccount } from '../../db/sign-ins.ts';
import type { AccountLink, Actor } from '../contract/accounts.ts';
import { toInstant } from '../contract/instants.ts';
import { accept } from '../contract/problems.ts';
import type { Outcome } from '../contract/problems.ts';
import { requirePermission } from '../domain/permissions.ts';
import { makeAccountLink, mailAccountLink } from './account-link.ts';
import { isLastAdministrator, lastAdministrator } from './account-rights.ts';
import { toAccount } from './account-view.ts';
import { accountNotFound } from './change-account.ts';
import type { House } from './house.ts';
import { writeAudit } from './write-audit.ts';

/** Somebody who has not chosen a password yet gets another invitation. The last administrator cannot be locked out. */
export async function resetAccount(house: House, actor: Actor, accountId: string): Promise<Outcome<AccountLink>> {
  const permission = requirePermission(actor, 'administer-accounts');
  if (!permission.ok) return permission;
  const account = await findAccount(house.db, accountId);
  if (account === null) return accountNotFound();
  if (await isLastAdministrator(house.db, account)) return lastAdministrator();
  const purpose = account.passwordHash === null ? 'invitation' : 'reset';
  const link = await inTransaction(house.db, async (db) => {
    await replacePasswordHash(db, accountId, null);
    await deleteSignInsOfAccount(db, accountId);
    await unbindIdentities(db, accountId);
    const after = { accountId, email: account.email };
    await writeAudit(house, db, actor, { action: 'account.reset', sessionId: null, atMs: house.now(), after });
    return makeAccountLink(house, db, accountId, purpose);
  });
  house.signIns.changed({ accountId });
  const mailed = await mailAccountLink(house, account, { path: link.path, purpose });
  const { path, expiresAtMs } = link;
  return accept({
    account: toAccount({ ...account, passwordHash: null }, null),
    path,
    expiresAt: toInstant(expiresAtMs),
    mailed,
  });
}
