// Opens an account for somebody: they choose their password with a one-time link.
import { findAccount, insertAccount } from '../../db/accounts.ts';
import { inTransaction } from '../../db/open.ts';
import type { AccountLink, Actor, Invite } from '../contract/accounts.ts';
import { toInstant } from '../contract/instants.ts';
import { accept, refuse } from '../contract/problems.ts';
import type { Outcome } from '../contract/problems.ts';
import { requirePermission } from '../domain/permissions.ts';
import { makeAccountLink, mailAccountLink } from './account-link.ts';
import { readRights } from './account-rights.ts';
import { toAccount } from './account-view.ts';
import type { House } from './house.ts';
import { writeAudit } from './write-audit.ts';

/** Refuses with `email-taken` when the address has an account. The link is in the answer this once. */
export async function inviteAccount(house: House, actor: Actor, invite: Invite): Promise<Outcome<AccountLink>> {
  const permission = requirePermission(actor, 'administer-accounts');
  if (!permission.ok) return permission;
  const rights = await readRights(house.db, invite);
  if (!rights.ok) return rights;
  const { role, bodies } = rights.value ?? { role: 'reader' as const, bodies: null };
  const id = house.newId();
  const createdAtMs = house.now();
  const made = await inTransaction(house.db, async (db) => {
    const account = { id, email: invite.email, role, bodies, passwordHash: null, createdAtMs };
    if ((await insertAccount(db, account)) === 'taken') return null;
    const after = { accountId: id, email: invite.email, role, bodies };
    await writeAudit(house, db, actor, { action: 'account.invited', sessionId: null, atMs: createdAtMs, after });
    return { link: await makeAccountLink(house, db, id, 'invitation'), account: await findAccount(db, id) };
  });
  if (made?.account == null) return refuse('email-taken', 'This e-mail address has an account already.');
  const mailed = await mailAccountLink(house, made.account, { path: made.link.path, purpose: 'invitation' });
  const { path, expiresAtMs } = made.link;
  return accept({ account: toAccount(made.account, null), path, expiresAt: toInstant(expiresAtMs), mailed });
}
