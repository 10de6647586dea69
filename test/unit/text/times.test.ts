// Days in words, also of old sessions whose day nobody knows.
import { describe, expect, it } from '@jest/globals';
import { dayInShort, dayInWords, isUndated } from '../../../client/text/times.ts';

describe('a day in words', () => {
  it('is that of the town, in the language of the reader', () => {
    expect(dayInWords('2026-11-22T23:30:00Z', 'it')).toBe('lunedì 23 novembre 2026');
    expect(dayInShort('2026-11-22T12:00:00Z', 'en')).toBe('Sun, 22 Nov 2026');
  });

  it('is never invented for a session imported without one', () => {
    const undated = '1970-01-01T00:00:00.000Z';
    expect([dayInWords(undated, 'it'), dayInShort(undated, 'en')]).toEqual(['data non nota', 'date not known']);
    expect([isUndated(undated), isUndated(0), isUndated('1970-01-01T00:00:01Z'), isUndated('')]).toEqual([
      true,
      true,
      false,
      false,
    ]);
  });
});
