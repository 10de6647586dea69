// An administrator takes away the second factor of somebody who has lost theirs.
import { findAccount } from '../../db/accounts.ts';
import type { Actor } from '../contract/accounts.ts';
import { accept } from '../contract/problems.ts';
import type { Outcome } from '../contract/problems.ts';
import { requirePermission } from '../domain/permissions.ts';
import { accountNotFound } from './change-account.ts';
import type { House } from './house.ts';
import { removeSecondFactor } from './set-up-second-factor.ts';

/** Removing none is no fault. */
export async function removeSecondFactorOf(house: House, actor: Actor, accountId: string): Promise<Outcome<null>> {
  const permission = requirePermission(actor, 'administer-accounts');
  if (!permission.ok || actor.kind === 'public') return permission.ok ? accountNotFound() : permission;
  const account = await findAccount(house.db, accountId);
  if (account === null) return accountNotFound();
  if (account.secondFactor !== null) await removeSecondFactor(house, actor, account);
  return accept(null);
}
