// Lists the accounts of staff, for administrators.
import { listAccounts as queryAccounts } from '../../db/accounts.ts';
import { newestByAccount } from '../../db/audit.ts';
import type { Account, Actor } from '../contract/accounts.ts';
import { accept } from '../contract/problems.ts';
import type { Outcome } from '../contract/problems.ts';
import { requirePermission } from '../domain/permissions.ts';
import { toAccount } from './account-view.ts';
import type { House } from './house.ts';

/** All accounts, oldest first. */
export async function listAccounts(house: House, actor: Actor): Promise<Outcome<{ items: Account[] }>> {
  const permission = requirePermission(actor, 'administer-accounts');
  if (!permission.ok) return permission;
  const [accounts, signedIn] = await Promise.all([
    queryAccounts(house.db),
    newestByAccount(house.db, 'account.signed-in'),
  ]);
  return accept({ items: accounts.map((account) => toAccount(account, signedIn.get(account.id) ?? null)) });
}
