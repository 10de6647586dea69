// Ends every open sign-in of an account: one's own ("sign out everywhere"), or by an administrator.
import { findAccount } from '../../db/accounts.ts';
import { inTransaction } from '../../db/open.ts';
import { deleteSignInsOfAccount } from '../../db/sign-ins.ts';
import type { Actor } from '../contract/accounts.ts';
import { accept } from '../contract/problems.ts';
import type { Outcome } from '../contract/problems.ts';
import { requirePermission } from '../domain/permissions.ts';
import { accountNotFound } from './change-account.ts';
import type { House } from './house.ts';
import { writeAudit } from './write-audit.ts';

/** Ends them; ending none is no fault. What is on air stays on air. */
export async function endSignIns(house: House, actor: Actor, accountId: string): Promise<Outcome<null>> {
  const isOwn = actor.kind === 'staff' && actor.accountId === accountId;
  const permission = isOwn ? accept(actor) : requirePermission(actor, 'administer-accounts');
  if (!permission.ok) return permission;
  const account = await findAccount(house.db, accountId);
  if (account === null) return accountNotFound();
  await inTransaction(house.db, async (db) => {
    await deleteSignInsOfAccount(db, accountId);
    const after = { accountId, email: account.email };
    const act = { action: 'account.signed-out-everywhere', sessionId: null, atMs: house.now(), after };
    await writeAudit(house, db, actor, act);
  });
  house.signIns.changed({ accountId });
  return accept(null);
}
