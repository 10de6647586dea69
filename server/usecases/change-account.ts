// Changes what an account may do, disables it or enables it again. Its open sign-ins follow at once.
import { changeRole, findAccount, setDisabled } from '../../db/accounts.ts';
import type { Account as StoredAccount } from '../../db/accounts.ts';
import { newestByAccount } from '../../db/audit.ts';
import { inTransaction } from '../../db/open.ts';
import { deleteSignInsOfAccount } from '../../db/sign-ins.ts';
import type { Account, Actor, ChangeAccount } from '../contract/accounts.ts';
import { accept, refuse } from '../contract/problems.ts';
import type { Outcome } from '../contract/problems.ts';
import { requirePermission } from '../domain/permissions.ts';
import { isLastAdministrator, lastAdministrator, readRights } from './account-rights.ts';
import { toAccount } from './account-view.ts';
import type { House } from './house.ts';
import { writeAudit } from './write-audit.ts';

/** Refuses with `account-not-found`, or with `last-administrator` when nobody could administer afterwards. */
export async function changeAccount(
  house: House,
  actor: Actor,
  accountId: string,
  input: ChangeAccount,
): Promise<Outcome<Account>> {
  const permission = requirePermission(actor, 'administer-accounts');
  if (!permission.ok) return permission;
  const rights = await readRights(house.db, input);
  if (!rights.ok) return rights;
  const atMs = house.now();
  const changed = await inTransaction(house.db, async (db): Promise<Outcome<StoredAccount>> => {
    const before = await findAccount(db, accountId);
    if (before === null) return accountNotFound();
    const after = { ...(rights.value ?? factsOf(before)), disabled: input.disabled ?? before.disabledAtMs !== null };
    const losesOffice = after.role !== 'administrator' || after.disabled;
    if (losesOffice && (await isLastAdministrator(db, before))) return lastAdministrator();
    if (rights.value !== null) await changeRole(db, accountId, rights.value);
    if (after.disabled !== (before.disabledAtMs !== null))
      await setDisabled(db, accountId, after.disabled ? atMs : null);
    if (after.disabled) await deleteSignInsOfAccount(db, accountId);
    await writeAudit(house, db, actor, {
      action: 'account.changed',
      sessionId: null,
      atMs,
      before: { accountId, email: before.email, ...factsOf(before), disabled: before.disabledAtMs !== null },
      after: { accountId, email: before.email, ...after },
    });
    return accept((await findAccount(db, accountId)) ?? before);
  });
  if (!changed.ok) return changed;
  house.signIns.changed({ accountId });
  const signedIn = await newestByAccount(house.db, 'account.signed-in');
  return accept(toAccount(changed.value, signedIn.get(accountId) ?? null));
}

/** The refusal for an unknown id. */
export function accountNotFound(): Outcome<never> {
  return refuse('account-not-found', 'There is no such account.');
}

function factsOf({ role, bodies }: StoredAccount): Pick<StoredAccount, 'role' | 'bodies'> {
  return { role, bodies };
}
