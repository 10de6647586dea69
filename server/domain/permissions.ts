// Who may do what, as one table; what is not in it is not allowed. Pure.
import { roles } from '../contract/accounts.ts';
import type { Actor, Role } from '../contract/accounts.ts';
import { scopeActions } from '../contract/api-tokens.ts';
import { actions } from '../contract/permissions.ts';
import type { Action } from '../contract/permissions.ts';
import { accept, refuse, type Outcome } from '../contract/problems.ts';
import type { Publication } from '../contract/sessions.ts';

const everyone: readonly Action[] = ['view-published', 'search', 'write-chat'];
const reader: readonly Action[] = [...everyone, 'view-unpublished'];
const moderator: readonly Action[] = [...reader, 'moderate-chat'];
const clerk: readonly Action[] = [
  ...moderator,
  'create-session',
  'edit-agenda',
  'run-command',
  'place-mark',
  'keep-log',
  'edit-body',
  'view-feed',
  'renew-stream-key',
  'choose-source',
  'replace-transcript',
  'withhold-range',
  'view-audit',
];

/** The table: who → what is allowed. */
export const permissionTable: Readonly<Record<'public' | Role, ReadonlySet<Action>>> = {
  public: new Set(everyone),
  reader: new Set(reader),
  moderator: new Set(moderator),
  clerk: new Set(clerk),
  administrator: new Set(actions),
};

/** May this actor do this in the body with this id, or, without one, in any body at all? */
export function mayDo(actor: Actor, action: Action, bodyId?: string): boolean {
  return permissionTable[roleIn(actor, bodyId)].has(action) && isInScope(actor, action);
}

/** A program may at most what its scopes name; what is everyone's is its own too. */
function isInScope(actor: Actor, action: Action): boolean {
  if (actor.kind === 'public' || actor.token === undefined || permissionTable.public.has(action)) return true;
  return actor.token.scopes.some((scope) => scopeActions[scope].includes(action));
}

/** `all` = in every body, also those to come; otherwise the ids of the bodies in which this actor may do this. */
export function bodiesWhere(actor: Actor, action: Action): 'all' | readonly string[] {
  if (actor.kind === 'public' || actor.bodies === undefined) return mayDo(actor, action) ? 'all' : [];
  return Object.keys(actor.bodies).filter((bodyId) => mayDo(actor, action, bodyId));
}

/** The strongest of some roles; null when there is none. */
export function strongestRole(held: readonly Role[]): Role | null {
  return roles.find((role) => held.includes(role)) ?? null;
}

function roleIn(actor: Actor, bodyId: string | undefined): 'public' | Role {
  if (actor.kind === 'public' || actor.secondFactor === 'missing') return 'public';
  if (actor.bodies === undefined || bodyId === undefined) return actor.role;
  return (Object.hasOwn(actor.bodies, bodyId) ? actor.bodies[bodyId] : undefined) ?? 'public';
}

/** The same as a refusal: `not-signed-in` for the public, `not-allowed` for staff without the right. */
export function requirePermission(actor: Actor, action: Action, bodyId?: string): Outcome<Actor> {
  if (mayDo(actor, action, bodyId)) return accept(actor);
  if (actor.kind === 'public') return refuse('not-signed-in', 'Sign in to do this.');
  if (mayDo(actor, action))
    return refuse('not-allowed', 'Your account may not do this for this body; ask an administrator.');
  return refuse('not-allowed', `Your account (${actor.role}) may not do this; ask an administrator.`);
}

/**
 * May this actor see a session of this body with this publication? To the public a private session does not exist
 * (`session-not-found`), a withheld one answers 410 with its reason.
 */
export function requireView(
  actor: Actor,
  session: { bodyId: string; publication: Publication; withheldReason: string | null },
): Outcome<Actor> {
  if (session.publication === 'published' || mayDo(actor, 'view-unpublished', session.bodyId)) return accept(actor);
  if (session.publication === 'private') return refuse('session-not-found', 'There is no such session.');
  const reason = session.withheldReason ?? '';
  return refuse('withheld', 'This session was taken out of public view.', { reason });
}
