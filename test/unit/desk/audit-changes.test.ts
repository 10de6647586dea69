// What an entry of the trail changed, field by field.
import { describe, expect, it } from '@jest/globals';
import { changesOf } from '../../../client/accounts/audit-changes.ts';

const words = { names: { council: 'Council', i1: '3. Budget' }, time: (atMs: number) => `at ${atMs}` };

describe('the changes of an entry', () => {
  it('are the fields that differ, with both values', () => {
    const before = { accountId: 'a', role: 'clerk', bodies: null };
    const after = { accountId: 'a', role: 'reader', bodies: { council: 'reader' } };
    expect(changesOf(before, after, words)).toEqual([
      { name: 'role', from: 'clerk', to: 'reader' },
      { name: 'bodies', from: null, to: 'Council: reader' },
    ]);
  });

  it('are everything when there was nothing before or is nothing after', () => {
    expect(changesOf(undefined, { state: 'live' }, words)).toEqual([{ name: 'state', from: null, to: 'live' }]);
    expect(changesOf({ name: 'x' }, undefined, words)).toEqual([{ name: 'name', from: 'x', to: null }]);
    expect(changesOf(undefined, undefined, words)).toEqual([]);
  });

  it('call things by their names and times by the clock', () => {
    const after = { agendaItemId: 'i1', atMs: 5, data: { ballots: [{ personId: 'p', choice: 'for' }], note: null } };
    expect(changesOf({ agendaItemId: 'i1', atMs: 4 }, after, words)).toEqual([
      { name: 'atMs', from: 'at 4', to: 'at 5' },
      { name: 'data', from: null, to: 'ballots: personId: p; choice: for' },
    ]);
  });
});
