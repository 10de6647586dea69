// Where a search without hits may go on: the same wish with one of its limits taken away; pure.
import { isFiltered, noFilters, type SearchWish } from './search-address.ts';

/** What is taken away. */
export type WayOutKind = 'filters' | 'literal' | 'quotes' | 'word';

/** A wish that asks for less. */
export interface WayOut {
  readonly kind: WayOutKind;
  /** What it searches for. */
  readonly q: string;
  readonly change: Partial<SearchWish>;
}

const quotes = /["“”„«»]/gu;
/** Each way is asked for its number of hits. */
const mostWays = 6;
/** Shorter words are hardly what is missing. */
const shortestWord = 3;
/** So much of a word tells what it is about. */
const toldShare = 0.6;

/** The ways, the one that changes least of what was typed first. */
export function waysOut(wish: SearchWish): WayOut[] {
  const { q } = wish;
  const ways: WayOut[] = [];
  if (isFiltered(wish)) ways.push({ kind: 'filters', q, change: noFilters });
  if (wish.literal) ways.push({ kind: 'literal', q, change: { literal: false } });
  const bare = wordsOf(q);
  if (q.search(quotes) !== -1 && bare.length > 1) {
    ways.push({ kind: 'quotes', q: bare.join(' '), change: { q: bare.join(' ') } });
  }
  if (bare.length > 1) {
    for (const [place, word] of bare.entries()) {
      const others = bare.filter((_, index) => index !== place).join(' ');
      if (word.length >= shortestWord) ways.push({ kind: 'word', q: others, change: { q: others } });
    }
  }
  return ways.slice(0, mostWays);
}

/** The beginning of the longest word: what begins alike may be what was meant. */
export function beginningOf(q: string): string {
  const longest = wordsOf(q).reduce((best, word) => (word.length > best.length ? word : best), '');
  return longest.slice(0, Math.max(shortestWord, Math.ceil(longest.length * toldShare)));
}

function wordsOf(q: string): string[] {
  return q
    .replace(quotes, ' ')
    .split(/\s+/u)
    .filter((word) => word !== '');
}
