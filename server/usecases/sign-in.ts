// Signs staff in: throttled, in the same time whether the account exists or not. Only the token's hash is stored.
import { findAccountByEmail } from '../../db/accounts.ts';
import { recordAudit } from '../../db/audit.ts';
import { inTransaction } from '../../db/open.ts';
import { deleteExpiredSignIns, deleteSignIn, insertSignIn } from '../../db/sign-ins.ts';
import type { SignInMethod } from '../../db/sign-ins.ts';
import type { SignIn } from '../contract/accounts.ts';
import { accept, refuse } from '../contract/problems.ts';
import type { Outcome } from '../contract/problems.ts';
import { checkSecondFactor } from './check-second-factor.ts';
import type { House } from './house.ts';
import { hashPassword, isPassword } from './passwords.ts';
import { expiryOf, longestSignInMs } from './sign-in-times.ts';
import type { SignInThrottle } from './sign-in-throttle.ts';
import { hashToken, makeToken } from './tokens.ts';

/** Whence somebody signs in; the sign-in that their browser had before ends. */
export interface SignInFrom {
  readonly address: string;
  readonly agent: string | null;
  readonly oldToken: string | null;
}

/** What the cookie carries, and until when at most. */
export interface OpenedSignIn {
  readonly token: string;
  readonly expiresAtMs: number;
}

export type SignInUseCase = (input: SignIn, from: SignInFrom) => Promise<Outcome<OpenedSignIn>>;

/** Makes the use case; it keeps the hash that stands for accounts that do not exist. */
export function createSignIn(house: House, throttle: SignInThrottle): SignInUseCase {
  let nobodysHash: Promise<string> | null = null;
  return async (input, from) => {
    const email = input.email.toLowerCase();
    const retryAfterMs = await throttle.attempt(email, from.address);
    if (retryAfterMs > 0) {
      house.log.warn({ address: from.address }, 'sign-in throttled');
      return refuse('too-many-attempts', 'Too many attempts; wait, then try again.', { retryAfterMs });
    }
    const account = await findAccountByEmail(house.db, email);
    const passwordHash = account?.passwordHash ?? (await (nobodysHash ??= hashPassword(makeToken())));
    const isRight = await isPassword(passwordHash, input.password);
    // An account without a password, or a disabled one, is answered like one that does not exist.
    const isOpen = account !== null && account.passwordHash !== null && account.disabledAtMs === null;
    if (!isOpen || !isRight) {
      if (account !== null) await recordRefusal(house, account, from.address);
      return refuse('wrong-credentials', 'E-mail address or password is wrong.');
    }
    const second = await checkSecondFactor(house, account, input.code);
    if (!second.ok) {
      if (second.refusal.code === 'wrong-second-factor') await recordRefusal(house, account, from.address);
      return second;
    }
    await throttle.forgive(email, from.address);
    return accept(await openSignIn(house, account, { ...from, method: 'password' }));
  };
}

/** Failed attempts stand in the trail; what was typed does not. */
async function recordRefusal(house: House, account: { id: string; email: string }, address: string): Promise<void> {
  const { id: accountId, email: actor } = account;
  const action = 'account.sign-in-refused';
  const entry = { id: house.newId(), atMs: house.now(), accountId, actor, action, sessionId: null, after: { address } };
  await recordAudit(house.db, entry);
}

/** Opens a sign-in for somebody who has shown who they are. */
export async function openSignIn(
  house: House,
  account: { id: string; email: string },
  from: SignInFrom & { method: SignInMethod },
): Promise<OpenedSignIn> {
  const token = makeToken();
  const nowMs = house.now();
  await inTransaction(house.db, async (db) => {
    await deleteExpiredSignIns(db, nowMs);
    if (from.oldToken !== null) await deleteSignIn(db, hashToken(from.oldToken));
    await insertSignIn(db, {
      tokenHash: hashToken(token),
      accountId: account.id,
      createdAtMs: nowMs,
      expiresAtMs: expiryOf({ createdAtMs: nowMs, lastSeenAtMs: nowMs }),
      lastSeenAtMs: nowMs,
      address: from.address,
      method: from.method,
      agent: from.agent,
    });
    await recordAudit(db, {
      id: house.newId(),
      atMs: nowMs,
      accountId: account.id,
      actor: account.email,
      action: 'account.signed-in',
      sessionId: null,
      after: { address: from.address, method: from.method },
    });
  });
  return { token, expiresAtMs: nowMs + longestSignInMs };
}
