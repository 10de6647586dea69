// Who may do what: everything that is not in the table is refused.
import { describe, expect, it } from '@jest/globals';
import { roles } from '../../../server/contract/accounts.ts';
import type { Actor } from '../../../server/contract/accounts.ts';
import { actions } from '../../../server/contract/permissions.ts';
import {
  bodiesWhere,
  mayDo,
  requirePermission,
  requireView,
  strongestRole,
} from '../../../server/domain/permissions.ts';

const anyone: Actor = { kind: 'public' };
const clerk: Actor = { kind: 'staff', accountId: 'c', email: 'c@example.org', role: 'clerk' };
const administrator: Actor = { kind: 'staff', accountId: 'a', email: 'a@example.org', role: 'administrator' };
const ofTwo: Actor = { ...clerk, bodies: { council: 'clerk', culture: 'reader' } };
const asRole = (role: (typeof roles)[number]): Actor => ({
  kind: 'staff',
  accountId: role,
  email: 'x@example.org',
  role,
});

describe('permissions', () => {
  it('let the public watch, search and write, and nothing else', () => {
    expect(actions.filter((action) => mayDo(anyone, action))).toEqual(['view-published', 'search', 'write-chat']);
  });

  it('let readers also see what is not public, and moderators also keep the chat', () => {
    const open = ['view-published', 'view-unpublished', 'search', 'write-chat'];
    expect(actions.filter((action) => mayDo(asRole('reader'), action))).toEqual(open);
    expect(actions.filter((action) => mayDo(asRole('moderator'), action))).toEqual([...open, 'moderate-chat']);
  });

  it('keep accounts, settings and imports from clerks', () => {
    const denied = actions.filter((action) => !mayDo(clerk, action));
    expect(denied).toEqual(expect.arrayContaining(['import-archive', 'administer-accounts', 'change-settings']));
    expect(mayDo(clerk, 'run-command')).toBe(true);
  });

  it('let administrators do everything', () => {
    expect(actions.every((action) => mayDo(administrator, action))).toBe(true);
  });

  it('never give a weaker role what a stronger one has not', () => {
    for (const [index, role] of roles.entries()) {
      for (const weaker of roles.slice(index + 1)) {
        const more = actions.filter((action) => mayDo(asRole(weaker), action) && !mayDo(asRole(role), action));
        expect([role, weaker, more]).toEqual([role, weaker, []]);
      }
    }
  });

  it('ask the public to sign in and tell staff whom to ask', () => {
    expect(requirePermission(anyone, 'run-command')).toMatchObject({ refusal: { code: 'not-signed-in' } });
    expect(requirePermission(clerk, 'change-settings')).toMatchObject({ refusal: { code: 'not-allowed' } });
  });
});

describe('roles by body', () => {
  it('hold in their body only', () => {
    expect(mayDo(ofTwo, 'run-command', 'council')).toBe(true);
    expect(mayDo(ofTwo, 'run-command', 'culture')).toBe(false);
    expect(mayDo(ofTwo, 'view-unpublished', 'culture')).toBe(true);
    expect(mayDo(ofTwo, 'view-unpublished', 'finance')).toBe(false);
    expect(requirePermission(ofTwo, 'run-command', 'culture')).toMatchObject({ refusal: { code: 'not-allowed' } });
  });

  it('are not those of a body that is called like something every object has', () => {
    expect(mayDo(ofTwo, 'view-unpublished', 'constructor')).toBe(false);
  });

  it('tell in which bodies something is allowed', () => {
    expect(bodiesWhere(ofTwo, 'view-unpublished')).toEqual(['council', 'culture']);
    expect(bodiesWhere(ofTwo, 'run-command')).toEqual(['council']);
    expect(bodiesWhere(clerk, 'run-command')).toBe('all');
    expect(bodiesWhere(anyone, 'run-command')).toEqual([]);
  });

  it('have a strongest one', () => {
    expect(strongestRole(['reader', 'clerk', 'moderator'])).toBe('clerk');
    expect(strongestRole([])).toBeNull();
  });
});

describe('who sees a session', () => {
  it('does not exist for the public, or for staff of another body, while it is private', () => {
    const session = { bodyId: 'council', publication: 'private', withheldReason: null } as const;
    expect(requireView(anyone, session)).toMatchObject({ refusal: { code: 'session-not-found' } });
    expect(requireView({ ...clerk, bodies: { culture: 'clerk' } }, session).ok).toBe(false);
    expect(requireView(ofTwo, session).ok).toBe(true);
    expect(requireView(clerk, session).ok).toBe(true);
  });

  it('tells the public why it was withheld', () => {
    const session = { bodyId: 'council', publication: 'withheld', withheldReason: 'dati personali' } as const;
    expect(requireView(anyone, session)).toMatchObject({ refusal: { code: 'withheld', reason: 'dati personali' } });
  });
});
