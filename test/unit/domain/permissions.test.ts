// Who may do what: everything that is not in the table is refused.
import { describe, expect, it } from '@jest/globals';
import type { Actor } from '../../../server/contract/accounts.ts';
import { actions, mayDo, requirePermission, requireView } from '../../../server/domain/permissions.ts';

const anyone: Actor = { kind: 'public' };
const clerk: Actor = { kind: 'staff', accountId: 'c', email: 'c@example.org', role: 'clerk' };
const administrator: Actor = { kind: 'staff', accountId: 'a', email: 'a@example.org', role: 'administrator' };

describe('permissions', () => {
  it('let the public watch, search and write, and nothing else', () => {
    expect(actions.filter((action) => mayDo(anyone, action))).toEqual(['view-published', 'search', 'write-chat']);
  });

  it('keep accounts, settings and imports from clerks', () => {
    expect(actions.filter((action) => !mayDo(clerk, action))).toEqual([
      'import-archive',
      'administer-accounts',
      'change-settings',
    ]);
  });

  it('let administrators do everything', () => {
    expect(actions.every((action) => mayDo(administrator, action))).toBe(true);
  });

  it('ask the public to sign in and tell staff whom to ask', () => {
    expect(requirePermission(anyone, 'run-command')).toMatchObject({ refusal: { code: 'not-signed-in' } });
    expect(requirePermission(clerk, 'change-settings')).toMatchObject({ refusal: { code: 'not-allowed' } });
  });
});

describe('who sees a session', () => {
  it('does not exist for the public while it is private', () => {
    const session = { publication: 'private', withheldReason: null } as const;
    expect(requireView(anyone, session)).toMatchObject({ refusal: { code: 'session-not-found' } });
    expect(requireView(clerk, session).ok).toBe(true);
  });

  it('tells the public why it was withheld', () => {
    const session = { publication: 'withheld', withheldReason: 'dati personali' } as const;
    expect(requireView(anyone, session)).toMatchObject({ refusal: { code: 'withheld', reason: 'dati personali' } });
  });
});
