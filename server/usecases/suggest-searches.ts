// What somebody who types may be looking for; only from what is published, whoever asks.
import { listCommonAskings } from '../../db/search-askings.ts';
import { analyseWords } from '../../db/search/analyser.ts';
import { planQuery } from '../../db/search/query-plan.ts';
import { accept } from '../contract/problems.ts';
import type { Outcome } from '../contract/problems.ts';
import { searchQuerySchema, type SuggestionList, type SuggestionQuery } from '../contract/search.ts';
import type { House } from './house.ts';

/** Common questions stand first, but leave room for what is there. */
const mostCommon = 3;

/** Common questions, people, titles and words, best first. */
export async function suggestSearches(house: House, query: SuggestionQuery): Promise<Outcome<SuggestionList>> {
  const [common, items] = await Promise.all([findCommon(house, query.q), house.search.complete(query.q, query.limit)]);
  const others = items.filter((item) => !common.includes(item.text));
  const all = [...common.map((text) => ({ kind: 'common' as const, text })), ...others.map((item) => ({ ...item }))];
  return accept({ items: all.slice(0, query.limit) });
}

/** A question that finds nothing public any more is not suggested: its words may have been withheld. */
async function findCommon(house: House, typed: string): Promise<string[]> {
  const beginning = analyseWords(typed.slice(0, 200)).join(' ');
  if (beginning.length < 2) return [];
  const asked = await listCommonAskings(house.db, beginning, mostCommon);
  const isFound = async (q: string): Promise<boolean> => {
    const plan = planQuery(searchQuerySchema.parse({ q, literal: 'true' }), { visibleTo: 'public' });
    const answer = await house.search.search(plan, { limit: 1, cursor: null });
    return answer.kind === 'found' && answer.total > 0;
  };
  const found = await Promise.all(asked.map(isFound));
  return asked.filter((_, place) => found[place] === true);
}
