// Whose sign-in a token is. Everything that is not positively a valid sign-in is the public.
import type { Account } from '../../db/accounts.ts';
import { findSignIn, touchSignIn } from '../../db/sign-ins.ts';
import type { SignInMethod } from '../../db/sign-ins.ts';
import type { Actor, Me, StaffActor } from '../contract/accounts.ts';
import type { House } from './house.ts';
import { demandsSecondFactor } from './sign-in-rules.ts';
import { expiryOf, touchEveryMs } from './sign-in-times.ts';
import { hashToken } from './tokens.ts';

/** The actor behind a token; using a sign-in keeps it open. */
export async function whoIs(house: House, token: string): Promise<Actor> {
  const nowMs = house.now();
  const tokenHash = hashToken(token);
  const found = await findSignIn(house.db, tokenHash, nowMs);
  if (found === null || found.account.disabledAtMs !== null) return { kind: 'public' };
  const { signIn, account } = found;
  if (nowMs - signIn.lastSeenAtMs >= touchEveryMs) {
    const expiresAtMs = expiryOf({ createdAtMs: signIn.createdAtMs, lastSeenAtMs: nowMs });
    await touchSignIn(house.db, tokenHash, { lastSeenAtMs: nowMs, expiresAtMs });
  }
  return { ...toActor(account), secondFactor: await secondFactorOf(house, account, signIn.method) };
}

/** Does this sign-in still hold? Asking does not keep it open. */
export async function isSignInOpen(house: House, token: string): Promise<boolean> {
  const found = await findSignIn(house.db, hashToken(token), house.now());
  return found !== null && found.account.disabledAtMs === null;
}

/** Whoever signed in elsewhere has shown their second factor there. */
async function secondFactorOf(house: House, account: Account, method: SignInMethod): Promise<Me['secondFactor']> {
  if (account.secondFactor !== null) return 'on';
  const isMissing = method === 'password' && (await demandsSecondFactor(house.db, account));
  return isMissing ? 'missing' : 'off';
}

/** An account as somebody who asks. */
export function toActor(account: Account): StaffActor {
  const { id, email, role, bodies } = account;
  return { kind: 'staff', accountId: id, email, role, ...(bodies === null ? {} : { bodies }) };
}
