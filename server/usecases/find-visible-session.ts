// Finds a session for somebody: a private one does not exist for the public, a withheld one is refused with its reason.
import { findSession } from '../../db/sessions.ts';
import type { StoredSession } from '../../db/sessions.ts';
import type { Actor } from '../contract/accounts.ts';
import type { Action } from '../contract/permissions.ts';
import { accept, refuse } from '../contract/problems.ts';
import type { Outcome } from '../contract/problems.ts';
import { requirePermission, requireView } from '../domain/permissions.ts';
import type { House } from './house.ts';

/** The session, if this actor may see it. */
export async function findVisibleSession(house: House, actor: Actor, id: string): Promise<Outcome<StoredSession>> {
  const session = await findSession(house.db, id);
  if (session === null) return sessionNotFound();
  const view = requireView(actor, session);
  return view.ok ? accept(session) : view;
}

/**
 * The session, if this actor may do this in its body. Permission comes first: the public learns nothing about ids, and
 * staff of another body no more than the public.
 */
export async function findSessionFor(
  house: House,
  actor: Actor,
  action: Action,
  id: string,
): Promise<Outcome<StoredSession>> {
  const permission = requirePermission(actor, action);
  if (!permission.ok) return permission;
  const session = await findSession(house.db, id);
  if (session === null) return sessionNotFound();
  const view = requireView(actor, session);
  if (!view.ok) return view;
  const here = requirePermission(actor, action, session.bodyId);
  return here.ok ? accept(session) : here;
}

function sessionNotFound(): Outcome<never> {
  return refuse('session-not-found', 'There is no such session.');
}
