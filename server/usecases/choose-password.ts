// Uses up a one-time link and gives its account the password that was chosen.
import { deleteAccountLinks, isAccountLink, spendAccountLink } from '../../db/account-links.ts';
import { findAccount, replacePasswordHash } from '../../db/accounts.ts';
import { inTransaction } from '../../db/open.ts';
import { deleteSignInsOfAccount } from '../../db/sign-ins.ts';
import type { ChoosePassword } from '../contract/accounts.ts';
import { accept, refuse } from '../contract/problems.ts';
import type { Outcome } from '../contract/problems.ts';
import { judgePassword } from '../domain/password-rules.ts';
import type { House } from './house.ts';
import { hashPassword } from './passwords.ts';
import { hashToken } from './tokens.ts';
import { toActor } from './who-is.ts';
import { writeAudit } from './write-audit.ts';

/** Refuses with `link-not-valid` for a wrong, used or old code; a weak password does not use the link up. */
export async function choosePassword(house: House, input: ChoosePassword): Promise<Outcome<null>> {
  const nowMs = house.now();
  // Hashing is slow on purpose: nobody gets it for a made-up code. It is done outside the transaction, in which nothing
  // but queries is awaited.
  if (!(await isAccountLink(house.db, hashToken(input.code), nowMs))) return linkNotValid();
  const passwordHash = await hashPassword(input.password);
  return inTransaction(house.db, async (db): Promise<Outcome<null>> => {
    const accountId = await spendAccountLink(db, hashToken(input.code), nowMs);
    const account = accountId === null ? null : await findAccount(db, accountId);
    if (account === null || account.disabledAtMs !== null) return linkNotValid();
    const judged = judgePassword(input.password, account.email);
    if (!judged.ok) throw new WeakPassword(judged);
    await replacePasswordHash(db, account.id, passwordHash);
    await deleteAccountLinks(db, account.id);
    await deleteSignInsOfAccount(db, account.id);
    const after = { accountId: account.id };
    const act = { action: 'account.password-chosen', sessionId: null, atMs: nowMs, after };
    await writeAudit(house, db, toActor(account), act);
    return accept(null);
  }).catch((error: unknown) => {
    if (error instanceof WeakPassword) return error.refusal;
    throw error;
  });
}

/** Rolls the transaction back, so that the link can be used again. */
class WeakPassword extends Error {
  readonly refusal: Outcome<never>;

  constructor(refusal: Outcome<never>) {
    super('weak password');
    this.refusal = refusal;
  }
}

function linkNotValid(): Outcome<never> {
  return refuse('link-not-valid', 'This link has been used or is too old; ask an administrator for a new one.');
}
