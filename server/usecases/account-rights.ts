// Reads the rights that an administrator gives, and keeps the last administrator in office.
import { listAccounts } from '../../db/accounts.ts';
import type { Account } from '../../db/accounts.ts';
import { listBodies } from '../../db/bodies.ts';
import type { Db } from '../../db/open.ts';
import type { BodyRoles, Role } from '../contract/accounts.ts';
import { accept, refuse } from '../contract/problems.ts';
import type { Outcome } from '../contract/problems.ts';
import { strongestRole } from '../domain/permissions.ts';

/** A role for every body (`bodies` null), or the strongest of the roles by body. */
export interface Rights {
  readonly role: Role;
  readonly bodies: BodyRoles | null;
}

/** The rights that are named; null when none are. Every body must exist. */
export async function readRights(
  db: Db,
  input: { role?: Role | undefined; bodies?: BodyRoles | null | undefined },
): Promise<Outcome<Rights | null>> {
  if (input.bodies == null) return accept(input.role === undefined ? null : { role: input.role, bodies: null });
  const known = new Set((await listBodies(db)).map((body) => body.id));
  const unknown = Object.keys(input.bodies).find((bodyId) => !known.has(bodyId));
  if (unknown !== undefined) {
    const detail = 'names a body that does not exist';
    return refuse('invalid-input', `bodies ${detail}: ${unknown}`, { errors: [{ path: 'bodies', detail }] });
  }
  return accept({ role: strongestRole(Object.values(input.bodies)) ?? 'reader', bodies: input.bodies });
}

/** Is this the only account that can administer? Somebody invited cannot yet. */
export async function isLastAdministrator(db: Db, account: Account): Promise<boolean> {
  if (!canAdminister(account)) return false;
  const others = (await listAccounts(db)).filter((other) => other.id !== account.id);
  return !others.some(canAdminister);
}

/** The refusal for it. */
export function lastAdministrator(): Outcome<never> {
  const detail = 'This is the only administrator who can sign in: make another account administrator first.';
  return refuse('last-administrator', detail);
}

function canAdminister(account: Account): boolean {
  return account.role === 'administrator' && account.disabledAtMs === null && account.passwordHash !== null;
}
