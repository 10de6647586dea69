// Creates the first administrator from the settings, so that an unattended start asks no questions.
import { findAccountByEmail, insertAccount } from '../../db/accounts.ts';
import { recordAudit } from '../../db/audit.ts';
import { inTransaction } from '../../db/open.ts';
import type { House } from './house.ts';
import { hashPassword } from './passwords.ts';

/** Answers `created`, or `exists` when the address has an account; that account's password is left as it is. */
export async function ensureAdministrator(
  house: House,
  administrator: { email: string; password: string },
): Promise<'created' | 'exists'> {
  if ((await findAccountByEmail(house.db, administrator.email)) !== null) return 'exists';
  const passwordHash = await hashPassword(administrator.password);
  const account = {
    id: house.newId(),
    email: administrator.email,
    role: 'administrator',
    passwordHash,
    createdAtMs: house.now(),
  } as const;
  const answer = await inTransaction(house.db, async (db) => {
    const inserted = await insertAccount(db, account);
    if (inserted === 'taken') return 'exists';
    await recordAudit(db, {
      id: house.newId(),
      atMs: account.createdAtMs,
      accountId: null,
      actor: 'settings',
      action: 'account.created',
      sessionId: null,
      after: { accountId: account.id, role: account.role },
    });
    return 'created';
  });
  return answer;
}
