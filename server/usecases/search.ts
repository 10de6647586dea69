// Searches what this actor may see: one page of hits, counts, and what was searched for in the place of typing errors.
import { replaceWords } from '../../db/search/analyser.ts';
import { planQuery } from '../../db/search/query-plan.ts';
import type { FacetValues, RepairedWord } from '../../db/search/search-index.ts';
import type { Actor } from '../contract/accounts.ts';
import { accept, refuse } from '../contract/problems.ts';
import type { Outcome } from '../contract/problems.ts';
import type { SearchQuery, SearchResult } from '../contract/search.ts';
import { bodiesWhere } from '../domain/permissions.ts';
import type { House } from './house.ts';
import { placeHits } from './place-hits.ts';

/** One page of hits with facets. */
export async function search(house: House, actor: Actor, query: SearchQuery): Promise<Outcome<SearchResult>> {
  const startedAtMs = house.now();
  // Staff of some bodies only search what the public sees: the index knows no bodies' rights.
  const visibleTo = bodiesWhere(actor, 'view-unpublished') === 'all' ? 'staff' : 'public';
  const plan = planQuery(query, { visibleTo });
  const answer = await house.search.search(plan, { limit: query.limit, cursor: query.cursor ?? null });
  if (answer.kind === 'bad-cursor') {
    return refuse('bad-request', 'This cursor does not belong to this search; start again from the first page.');
  }
  const items = await placeHits(house, answer.items);
  const { kind, body, term, speaker, group, year, lang } = answer.facets;
  const facets = {
    kind: copy(kind),
    body: copy(body),
    term: copy(term),
    speaker: copy(speaker),
    group: copy(group),
    year: copy(year),
    lang: copy(lang),
  };
  const tookMs = Math.max(0, house.now() - startedAtMs);
  const { nextCursor, total } = answer;
  return accept({ total, tookMs, facets, items, nextCursor, repaired: describeRepair(query.q, answer.repaired) });
}

/** What was searched for, as one could have typed it. */
function describeRepair(typed: string, words: readonly RepairedWord[]): SearchResult['repaired'] {
  if (words.length === 0) return null;
  return { query: replaceWords(typed, words), words: words.map((word) => ({ ...word })) };
}

function copy(values: FacetValues): { value: string; count: number }[] {
  return values.map(({ value, count }) => ({ value, count }));
}
