// Ends a sign-in. Ending one that has ended already is no fault, and what is on air stays on air.
import { recordAudit } from '../../db/audit.ts';
import { inTransaction } from '../../db/open.ts';
import { deleteSignIn, findSignIn } from '../../db/sign-ins.ts';
import type { House } from './house.ts';
import { hashToken } from './tokens.ts';

/** Ends the sign-in of this token. */
export async function signOut(house: House, token: string): Promise<void> {
  const tokenHash = hashToken(token);
  const atMs = house.now();
  await inTransaction(house.db, async (db) => {
    const found = await findSignIn(db, tokenHash, atMs);
    if (found === null) return;
    await deleteSignIn(db, tokenHash);
    const { id: accountId, email: actor } = found.account;
    await recordAudit(db, { id: house.newId(), atMs, accountId, actor, action: 'account.signed-out', sessionId: null });
  });
  house.signIns.changed({ token });
}
