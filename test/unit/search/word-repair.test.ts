// Which known word is taken for a mistyped one.
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { countChanges, findSimilar, type RepairSource } from '../../../db/search/word-repair.ts';

const words = { tutto: 900, tetti: 4, scuola: 50, scuole: 20, bilancio: 70, ambiente: 30, via16: 9 };
const source: RepairSource = {
  eachAlike: (_typed, _lengths, _most, visit) => {
    for (const [word, count] of Object.entries(words)) visit(word, count);
  },
};
const letters = fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 7 }).map((some) => some.join(''));

describe('a mistyped word', () => {
  it.each([
    ['scula', 'scuola'],
    ['scuolq', 'scuola'],
    ['bialncoi', 'bilancio'],
    ['hambiente', 'ambiente'],
    ['tetto', 'tetti'],
  ])('%s is taken for %s', (typed, meant) => {
    expect(findSimilar(source, typed, 1)[0]?.word).toBe(meant);
    expect(findSimilar(source, typed, 9)[0]?.word).toBe(meant);
  });

  it.each([
    ['a word that means nothing to a search', 'tuttu'],
    ['a short word', 'vai'],
    ['a number', 'via15'],
    ['a word with a number', 'viale'],
    ['what differs too much', 'sculpture'],
  ])('is never taken for %s', (_what, typed) => {
    expect(findSimilar(source, typed, 9)).toEqual([]);
  });
});

describe('the changes between two words', () => {
  it('are the same in both directions, and none for the same word', () => {
    fc.assert(
      fc.property(letters, letters, (one, other) => {
        expect(countChanges(one, other, 9)).toBe(countChanges(other, one, 9));
        expect(countChanges(one, other, 9) === 0).toBe(one === other);
      }),
    );
  });

  it('above the most are told as one more than that', () => {
    fc.assert(
      fc.property(letters, letters, (one, other) => {
        expect(countChanges(one, other, 2)).toBe(Math.min(3, countChanges(one, other, 9)));
      }),
    );
  });
});
