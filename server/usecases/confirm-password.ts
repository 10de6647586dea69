// Asks for one's own password again before something that protects the account changes, throttled like signing in.
import { findAccount } from '../../db/accounts.ts';
import type { Account } from '../../db/accounts.ts';
import type { StaffActor } from '../contract/accounts.ts';
import { accept, refuse } from '../contract/problems.ts';
import type { Outcome } from '../contract/problems.ts';
import type { House } from './house.ts';
import { isPassword } from './passwords.ts';
import type { SignInThrottle } from './sign-in-throttle.ts';

/** The account, when the password is right; an account that has none (it signs in elsewhere) is asked for none. */
export async function confirmPassword(
  house: House,
  throttle: SignInThrottle,
  asking: { actor: StaffActor; address: string },
  current: string,
): Promise<Outcome<Account>> {
  const { actor, address } = asking;
  const account = await findAccount(house.db, actor.accountId);
  if (account === null) return refuse('not-signed-in', 'Nobody is signed in.');
  if (account.passwordHash === null) return accept(account);
  const retryAfterMs = await throttle.attempt(actor.email, address);
  if (retryAfterMs > 0)
    return refuse('too-many-attempts', 'Too many attempts; wait, then try again.', { retryAfterMs });
  if (!(await isPassword(account.passwordHash, current))) {
    return refuse('wrong-credentials', 'The current password is wrong.');
  }
  await throttle.forgive(actor.email, address);
  return accept(account);
}
