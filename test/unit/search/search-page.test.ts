// The search page's pure decisions: the address of a search, and where the arrow keys lead among suggestions.
import { describe, expect, it } from '@jest/globals';
import { isFiltered, noFilters, readWish, searchRequestOf, writeWish } from '../../../client/search/search-address.ts';
import { beginningOf, waysOut } from '../../../client/search/ways-out.ts';
import { suggestionAfterKey } from '../../../client/search/suggestion-keys.ts';

describe('the address of a search', () => {
  it('says everything that was asked, and reads back the same', () => {
    const address = 'q=tassa+rifiuti&kind=speech&year=2024&speaker=Ada+Lumini&lang=it&sort=newest&literal=1';
    const wish = readWish(new URLSearchParams(address));
    expect(readWish(new URLSearchParams(writeWish(wish)))).toEqual(wish);
    expect(searchRequestOf(wish)).toMatchObject({
      q: 'tassa rifiuti',
      kind: 'speech',
      speaker: 'Ada Lumini',
      lang: 'it',
      sort: 'newest',
      literal: 'true',
      from: '2024-01-01',
      to: '2024-12-31',
    });
  });

  it('leaves out what makes no sense', () => {
    const wish = readWish(new URLSearchParams('q=x&kind=nonsense&year=24&sort=upwards'));
    expect(writeWish(wish)).toEqual({ q: 'x' });
  });

  it('counts as filtered until every filter is taken off', () => {
    const wish = readWish(new URLSearchParams('q=x&speaker=Ada'));
    expect([isFiltered(wish), isFiltered({ ...wish, ...noFilters })]).toEqual([true, false]);
  });
});

describe('a search that found nothing', () => {
  const waysOf = (address: string) =>
    waysOut(readWish(new URLSearchParams(address))).map(({ kind, q, change }) => [kind, q, Object.keys(change)[0]]);

  it('may go on without its filters, its literal spelling, its quotes and each of its words', () => {
    expect(waysOf('q="la passerella" torrente&year=2024&literal=1')).toEqual([
      ['filters', '"la passerella" torrente', 'kind'],
      ['literal', '"la passerella" torrente', 'literal'],
      ['quotes', 'la passerella torrente', 'q'],
      ['word', 'la torrente', 'q'],
      ['word', 'la passerella', 'q'],
    ]);
    expect(waysOf('q=passerella')).toEqual([]);
  });

  it('proposes what begins like its longest word', () => {
    expect(beginningOf('la "passerelona" su')).toBe('passere');
    expect(beginningOf('ab')).toBe('ab');
    expect(beginningOf(' ')).toBe('');
  });
});

describe('the arrow keys among suggestions', () => {
  it('go round, with the field itself between last and first', () => {
    expect([null, 0, 1].map((active) => suggestionAfterKey('ArrowDown', active, 2))).toEqual([0, 1, null]);
    expect([null, 1, 0].map((active) => suggestionAfterKey('ArrowUp', active, 2))).toEqual([1, 0, null]);
  });

  it('do nothing where nothing is suggested, and other keys stay the field’s', () => {
    expect(suggestionAfterKey('ArrowDown', null, 0)).toBeUndefined();
    expect(suggestionAfterKey('a', 1, 3)).toBeUndefined();
  });
});
