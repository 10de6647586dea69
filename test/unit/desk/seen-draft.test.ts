// A form beside another clerk's: what nobody touched follows the server, and what both touched is a conflict to settle.
import { describe, expect, it } from '@jest/globals';
import { changesIn, conflictsIn, draftWith, editsWith, settled } from '../../../client/desk/use-seen-draft.ts';

const read = { title: 'Surroga', place: 'Aula' };

describe('a draft', () => {
  it('sends only what was written, with what was read there', () => {
    const edits = editsWith(read, {}, { title: 'Surroga di un consigliere' });
    expect(changesIn(edits)).toEqual({ now: { title: 'Surroga di un consigliere' }, seen: { title: 'Surroga' } });
  });

  it('follows the other clerk in fields that were not touched', () => {
    const edits = editsWith(read, {}, { title: 'Mine' });
    const now = { ...read, place: 'Teatro' };
    expect(draftWith(now, edits)).toEqual({ title: 'Mine', place: 'Teatro' });
    expect(conflictsIn(now, edits)).toEqual([]);
  });

  it('is no edit any more when a field is written back as it was', () => {
    expect(editsWith(read, editsWith(read, {}, { title: 'Mine' }), { title: 'Surroga' })).toEqual({});
  });

  it('is in conflict where both wrote, unless both wrote the same', () => {
    const edits = editsWith(read, {}, { title: 'Mine' });
    expect(conflictsIn({ ...read, title: 'Theirs' }, edits)).toEqual(['title']);
    expect(conflictsIn({ ...read, title: 'Mine' }, edits)).toEqual([]);
  });

  it('is settled by taking theirs, or by writing mine over what stands now', () => {
    const edits = editsWith(read, {}, { title: 'Mine', place: 'Teatro' });
    const now = { ...read, title: 'Theirs' };
    expect(draftWith(now, settled(now, edits, 'theirs'))).toEqual({ title: 'Theirs', place: 'Teatro' });
    expect(changesIn(settled(now, edits, 'mine')).seen).toEqual({ title: 'Theirs', place: 'Aula' });
  });
});
