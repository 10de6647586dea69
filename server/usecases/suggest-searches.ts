// What somebody who types may be looking for; only from what is published, whoever asks.
import { accept } from '../contract/problems.ts';
import type { Outcome } from '../contract/problems.ts';
import type { SuggestionList, SuggestionQuery } from '../contract/search.ts';
import type { House } from './house.ts';

/** Titles, people and words, best first. */
export async function suggestSearches(house: House, query: SuggestionQuery): Promise<Outcome<SuggestionList>> {
  const items = await house.search.complete(query.q, query.limit);
  return accept({ items: items.map((item) => ({ ...item })) });
}
