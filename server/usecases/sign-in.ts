// Signs staff in: throttled, in the same time whether the account exists or not. Only the token's hash is stored.
import { findAccountByEmail } from '../../db/accounts.ts';
import { recordAudit } from '../../db/audit.ts';
import { inTransaction } from '../../db/open.ts';
import { deleteExpiredSignIns, deleteSignIn, insertSignIn } from '../../db/sign-ins.ts';
import type { SignIn } from '../contract/accounts.ts';
import { accept, refuse } from '../contract/problems.ts';
import type { Outcome } from '../contract/problems.ts';
import type { House } from './house.ts';
import { hashPassword, isPassword } from './passwords.ts';
import { expiryOf, longestSignInMs } from './sign-in-times.ts';
import { createSignInThrottle } from './sign-in-throttle.ts';
import { hashToken, makeToken } from './tokens.ts';

/** What the cookie carries, and until when at most. */
export interface OpenedSignIn {
  readonly token: string;
  readonly expiresAtMs: number;
}

export type SignInUseCase = (
  input: SignIn,
  from: { address: string; oldToken: string | null },
) => Promise<Outcome<OpenedSignIn>>;

/** Makes the use case; it keeps the throttle and the hash that stands for accounts that do not exist. */
export function createSignIn(house: House): SignInUseCase {
  const throttle = createSignInThrottle();
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
    if (account?.passwordHash == null || account.disabledAtMs !== null || !isRight)
      return refuse('wrong-credentials', 'E-mail address or password is wrong.');
    await throttle.forgive(email, from.address);
    return accept(await openSignIn(house, account, from));
  };
}

async function openSignIn(
  house: House,
  account: { id: string; email: string },
  from: { address: string; oldToken: string | null },
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
    });
    await recordAudit(db, {
      id: house.newId(),
      atMs: nowMs,
      accountId: account.id,
      actor: account.email,
      action: 'account.signed-in',
      sessionId: null,
    });
  });
  return { token, expiresAtMs: nowMs + longestSignInMs };
}
