// Who may do what, as one table; what is not in it is not allowed. Pure.
import type { Actor, Role } from '../contract/accounts.ts';
import { accept, refuse, type Outcome } from '../contract/problems.ts';
import type { Publication } from '../contract/sessions.ts';

/** Everything that needs a permission. */
export const actions = [
  'view-published',
  'view-unpublished',
  'search',
  'write-chat',
  'moderate-chat',
  'create-session',
  'edit-agenda',
  'run-command',
  'place-mark',
  'view-feed',
  'renew-stream-key',
  'replace-transcript',
  'import-archive',
  'view-audit',
  'administer-accounts',
  'change-settings',
] as const;

/** Something that needs a permission. */
export type Action = (typeof actions)[number];

const everyone: readonly Action[] = ['view-published', 'search', 'write-chat'];
const clerk: readonly Action[] = [
  ...everyone,
  'view-unpublished',
  'moderate-chat',
  'create-session',
  'edit-agenda',
  'run-command',
  'place-mark',
  'view-feed',
  'renew-stream-key',
  'replace-transcript',
  'view-audit',
];

/** The table: who → what is allowed. */
export const permissionTable: Readonly<Record<'public' | Role, ReadonlySet<Action>>> = {
  public: new Set(everyone),
  clerk: new Set(clerk),
  administrator: new Set(actions),
};

/** May this actor do this? */
export function mayDo(actor: Actor, action: Action): boolean {
  return permissionTable[actor.kind === 'staff' ? actor.role : 'public'].has(action);
}

/** The same as a refusal: `not-signed-in` for the public, `not-allowed` for staff without the right. */
export function requirePermission(actor: Actor, action: Action): Outcome<Actor> {
  if (mayDo(actor, action)) return accept(actor);
  if (actor.kind === 'public') return refuse('not-signed-in', 'Sign in to do this.');
  return refuse('not-allowed', `Your account (${actor.role}) may not do this; ask an administrator.`);
}

/**
 * May this actor see a session with this publication? To the public a private session does not exist
 * (`session-not-found`), a withheld one answers 410 with its reason.
 */
export function requireView(
  actor: Actor,
  session: { publication: Publication; withheldReason: string | null },
): Outcome<Actor> {
  if (session.publication === 'published' || mayDo(actor, 'view-unpublished')) return accept(actor);
  if (session.publication === 'private') return refuse('session-not-found', 'There is no such session.');
  const reason = session.withheldReason ?? '';
  return refuse('withheld', 'This session was taken out of public view.', { reason });
}
