// One's own open sign-ins: in which browsers, since when, and ending one of them.
import { deleteSignIn, listSignIns, type SignInRecord } from '../../db/sign-ins.ts';
import { inTransaction } from '../../db/open.ts';
import type { OpenSignIn, StaffActor } from '../contract/accounts.ts';
import { toInstant } from '../contract/instants.ts';
import { accept } from '../contract/problems.ts';
import type { Outcome } from '../contract/problems.ts';
import type { House } from './house.ts';
import { expiryOf } from './sign-in-times.ts';
import { hashToken } from './tokens.ts';
import { writeAudit } from './write-audit.ts';

/** Who asks, and with which sign-in; null for a program. */
interface Own {
  readonly actor: StaffActor;
  readonly token: string | null;
}

/** All of them, the newest first. */
export async function listOwnSignIns(house: House, { actor, token }: Own): Promise<Outcome<{ items: OpenSignIn[] }>> {
  const signIns = await listSignIns(house.db, actor.accountId, house.now());
  const own = token === null ? null : hashToken(token);
  return accept({ items: signIns.map((signIn) => toOpenSignIn(signIn, signIn.tokenHash === own)) });
}

/** Ends one of them; one that has ended already stays so. Others' are as if there were none. */
export async function endOwnSignIn(house: House, { actor }: Own, id: string): Promise<Outcome<null>> {
  const signIns = await listSignIns(house.db, actor.accountId, house.now());
  const found = signIns.find((signIn) => idOf(signIn) === id);
  if (found === undefined) return accept(null);
  const atMs = house.now();
  await inTransaction(house.db, async (db) => {
    await deleteSignIn(db, found.tokenHash);
    const before = { address: found.address, agent: found.agent, method: found.method };
    await writeAudit(house, db, actor, { action: 'account.signed-out-elsewhere', sessionId: null, atMs, before });
  });
  house.signIns.changed({ accountId: actor.accountId });
  return accept(null);
}

/** A name that opens nothing: the token cannot be found from it, nor from its hash. */
function idOf(signIn: SignInRecord): string {
  return hashToken(`sign-in ${signIn.tokenHash}`).slice(0, 24);
}

function toOpenSignIn(signIn: SignInRecord, isThis: boolean): OpenSignIn {
  return {
    id: idOf(signIn),
    at: toInstant(signIn.createdAtMs),
    lastSeenAt: toInstant(signIn.lastSeenAtMs),
    expiresAt: toInstant(expiryOf(signIn)),
    address: signIn.address,
    agent: signIn.agent,
    method: signIn.method,
    isThis,
  };
}
