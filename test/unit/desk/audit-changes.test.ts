// What an entry of the trail changed, field by field.
import { describe, expect, it } from '@jest/globals';
import { changesOf } from '../../../client/accounts/audit-changes.ts';

describe('the changes of an entry', () => {
  it('are the fields that differ, with both values', () => {
    const before = { accountId: 'a', role: 'clerk', bodies: null };
    const after = { accountId: 'a', role: 'reader', bodies: { council: 'reader' } };
    expect(changesOf(before, after)).toEqual([
      { name: 'role', from: 'clerk', to: 'reader' },
      { name: 'bodies', from: 'null', to: '{"council":"reader"}' },
    ]);
  });

  it('are everything when there was nothing before or is nothing after', () => {
    expect(changesOf(undefined, { state: 'live' })).toEqual([{ name: 'state', from: null, to: 'live' }]);
    expect(changesOf({ name: 'x' }, undefined)).toEqual([{ name: 'name', from: 'x', to: null }]);
    expect(changesOf(undefined, undefined)).toEqual([]);
  });
});
