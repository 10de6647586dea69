// The door of every route, before anything of the request is read: what is not allowed by name is refused.
import type { Actor } from '../contract/accounts.ts';
import type { Access } from '../contract/permissions.ts';
import { accept, refuse } from '../contract/problems.ts';
import type { Outcome } from '../contract/problems.ts';
import { requirePermission } from '../domain/permissions.ts';
import { findSessionFor } from './find-visible-session.ts';
import type { House } from './house.ts';

/**
 * May this actor enter? With a session the permission must hold in its body, and the session must exist for the actor;
 * with a body it must hold there.
 */
export async function requireEntry(
  house: House,
  actor: Actor,
  wanted: { access: Access; sessionId: string | null; bodyId: string | null },
): Promise<Outcome<unknown>> {
  const { access, sessionId, bodyId } = wanted;
  if (access === 'public') return accept(null);
  if (actor.kind === 'public') return refuse('not-signed-in', 'Only signed-in staff may do this; sign in first.');
  if (access === 'any-staff') return accept(null);
  if (access === 'own-account') {
    return actor.token === undefined ? accept(null) : refuse('not-allowed', 'An API token may not do this; sign in.');
  }
  if (sessionId !== null) return findSessionFor(house, actor, access, sessionId);
  return requirePermission(actor, access, bodyId ?? undefined);
}
