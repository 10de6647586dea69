// Initials of members, and a term as it is being written.
import { expect, it } from '@jest/globals';
import { initialsOf } from '../../../client/bodies/initials.ts';
import { readTerm } from '../../../client/desk/term-fields.tsx';

it('takes first and last word for initials, and no punctuation', () => {
  expect(['Anna Maria Bruni', 'Élise', 'Ugo “il Rosso” Conti', 'D. (supplente)', ''].map(initialsOf)).toEqual([
    'AB',
    'É',
    'UC',
    'D',
    '',
  ]);
});

it('reads a term when its name and first day are there and its end does not come first', () => {
  expect(readTerm({ name: '', from: '', to: '' })).toEqual({ term: undefined });
  expect(readTerm({ name: 'Consiliatura', from: '2024-06-10', to: '' })).toEqual({
    term: { name: 'Consiliatura', from: '2024-06-10', to: null },
  });
  expect(readTerm({ name: 'Consiliatura', from: '', to: '' })).toBe(null);
  expect(readTerm({ name: 'Consiliatura', from: '2024-06-10', to: '2024-06-09' })).toBe(null);
});
