// The vocabulary in memory: what it answers is what a plain map of the same changes would answer.
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Vocabulary } from '../../../db/search/vocabulary.ts';

/** A vocabulary after a long list and a few later changes, so that words stand in both of its parts. */
function made(): Vocabulary {
  const vocabulary = new Vocabulary();
  const many = Array.from({ length: 5000 }, (_, index) => ({ word: `parola${index}`, count: 1 }));
  vocabulary.update([...many, { word: 'acqua', count: 7 }, { word: 'città', count: 2 }, { word: 'совет', count: 1 }]);
  vocabulary.update([
    { word: 'acqua', count: 8 },
    { word: 'acquario', count: 1 },
    { word: 'parola1', count: 0 },
  ]);
  return vocabulary;
}

describe('the vocabulary', () => {
  it('knows the newest count of every word, and none of those that are gone', () => {
    const vocabulary = made();
    expect(['acqua', 'acquario', 'совет', 'parola2', 'parola1', 'acq'].map((word) => vocabulary.count(word))).toEqual([
      8, 1, 1, 1, 0, 0,
    ]);
    expect(vocabulary.size).toBe(5003);
    expect(vocabulary.count('acqua')).toBe(8);
  });

  it('answers beginnings in order of the alphabet, before and after the changes are worked in', () => {
    const vocabulary = made();
    const wanted = [
      { word: 'acqua', count: 8 },
      { word: 'acquario', count: 1 },
    ];
    expect(vocabulary.startingWith('acq')).toEqual(wanted);
    expect(vocabulary.startingWith('parola1').map(({ word }) => word)).not.toContain('parola1');
    expect(vocabulary.from('acq', 2)).toEqual(wanted);
    expect(vocabulary.startingWith('acq')).toEqual(wanted);
  });

  it('finds look-alikes of a length, whatever script they are written in', () => {
    const vocabulary = made();
    const alike = (typed: string, length: number): string[] => {
      const found: string[] = [];
      vocabulary.eachAlike(typed, { from: length - 1, to: length + 1 }, 1, (word) => found.push(word));
      return found;
    };
    expect(alike('aqcua', 5)).toEqual(['acqua']);
    expect(alike('совет', 5)).toEqual(['совет']);
  });

  it('answers beginnings and endings as a look at every word would, whatever the words are', () => {
    const letters = fc.string({ unit: fc.constantFrom('a', 'b', 's', 'ä', 'ß', 'я', '💧'), maxLength: 9 });
    const words = fc.uniqueArray(letters, { minLength: 1, maxLength: 60 });
    const part = fc.string({ unit: fc.constantFrom('a', 'b', 's', 'ä'), minLength: 4, maxLength: 6 });
    fc.assert(
      fc.property(words, words, part, (first, later, ending) => {
        const vocabulary = new Vocabulary();
        const known = new Set([...first, `${ending}${ending}`, `я${ending}`, ending]);
        const inOrder = [...known].sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
        vocabulary.fill(inOrder.map((word) => ({ word, count: 1 })));
        expect(vocabulary.size).toBe(known.size);
        vocabulary.update(later.map((word, place) => ({ word, count: place % 2 })));
        for (const [place, word] of later.entries()) {
          if (place % 2 === 1) known.add(word);
          else known.delete(word);
        }
        const among = (is: (word: string) => boolean): string[] => [...known].filter(is).sort();
        const answered = (found: readonly { word: string }[]): string[] => found.map(({ word }) => word).sort();
        expect(answered(vocabulary.endingWith(ending))).toEqual(
          among((word) => word.endsWith(ending) && word !== ending),
        );
        const beginning = ending.slice(0, 2);
        expect(answered(vocabulary.startingWith(beginning))).toEqual(among((word) => word.startsWith(beginning)));
      }),
    );
  });
});
