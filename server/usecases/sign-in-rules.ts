// The rules of this site for signing in: whom they oblige to have a second factor.
import type { Account } from '../../db/accounts.ts';
import type { Db } from '../../db/open.ts';
import { inTransaction } from '../../db/open.ts';
import { readSetting, writeSetting } from '../../db/settings.ts';
import type { Actor, SignInRules } from '../contract/accounts.ts';
import { signInRulesSchema } from '../contract/accounts.ts';
import { accept } from '../contract/problems.ts';
import type { Outcome } from '../contract/problems.ts';
import { requirePermission } from '../domain/permissions.ts';
import type { House } from './house.ts';
import { writeAudit } from './write-audit.ts';

const settingName = 'sign-in.second-factor';

/** The rules as they stand. */
export async function readSignInRules(db: Db): Promise<SignInRules> {
  const secondFactor = await readSetting(db, settingName);
  return secondFactor === null ? { secondFactor: 'nobody' } : signInRulesSchema.parse({ secondFactor });
}

/** Do the rules demand a second factor of this account? */
export async function demandsSecondFactor(db: Db, account: Pick<Account, 'role'>): Promise<boolean> {
  const { secondFactor } = await readSignInRules(db);
  if (secondFactor === 'nobody') return false;
  return secondFactor === 'everybody' || account.role === 'administrator';
}

/** Shows the rules to administrators. */
export async function showSignInRules(house: House, actor: Actor): Promise<Outcome<SignInRules>> {
  const permission = requirePermission(actor, 'change-settings');
  return permission.ok ? accept(await readSignInRules(house.db)) : permission;
}

/** Changes the rules; whoever lacks a second factor from now on can only set one up. */
export async function changeSignInRules(house: House, actor: Actor, rules: SignInRules): Promise<Outcome<SignInRules>> {
  const permission = requirePermission(actor, 'change-settings');
  if (!permission.ok) return permission;
  await inTransaction(house.db, async (db) => {
    const before = await readSignInRules(db);
    await writeSetting(db, settingName, rules.secondFactor);
    const act = { action: 'settings.sign-in-rules', sessionId: null, atMs: house.now(), before, after: rules };
    await writeAudit(house, db, actor, act);
  });
  return accept(rules);
}
