// Turns a stored account into what administrators see. Pure.
import type { Account as StoredAccount } from '../../db/accounts.ts';
import { bodyRolesSchema } from '../contract/accounts.ts';
import type { Account, BodyRoles, Me, StaffActor } from '../contract/accounts.ts';
import { toInstant } from '../contract/instants.ts';

/** The account; `lastSignedInAtMs` is null when it never signed in. */
export function toAccount(stored: StoredAccount, lastSignedInAtMs: number | null): Account {
  return {
    id: stored.id,
    email: stored.email,
    role: stored.role,
    bodies: toBodyRoles(stored),
    state: stateOf(stored),
    secondFactor: stored.secondFactor !== null,
    createdAt: toInstant(stored.createdAtMs),
    lastSignedInAt: lastSignedInAtMs === null ? null : toInstant(lastSignedInAtMs),
  };
}

/** A member of staff as they see themselves. */
export function toMe(actor: StaffActor): Me {
  const { accountId: id, email, role, secondFactor = 'off' } = actor;
  return { id, email, role, bodies: toBodyRoles(actor), secondFactor };
}

/** The roles by body as the contract has them; null where one role holds everywhere. */
export function toBodyRoles({ bodies }: { bodies?: Readonly<Record<string, string>> | null }): BodyRoles | null {
  return bodies == null ? null : bodyRolesSchema.parse(bodies);
}

function stateOf(stored: StoredAccount): Account['state'] {
  if (stored.disabledAtMs !== null) return 'disabled';
  return stored.passwordHash === null ? 'invited' : 'active';
}
