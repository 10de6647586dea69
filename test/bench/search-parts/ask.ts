// Asks a reader as the public page does.
import { planQuery } from '../../../db/search/query-plan.ts';
import type { SearchReader, SearchRow } from '../../../db/search/search-index.ts';
import { searchQuerySchema } from '../../../server/contract/search.ts';

/** The first hits of a query (the fields of the contract). */
export async function ask(reader: SearchReader, query: object, limit: number): Promise<readonly SearchRow[]> {
  const plan = planQuery(searchQuerySchema.parse(query), { visibleTo: 'public' });
  const answer = await reader.search(plan, { limit, cursor: null });
  return answer.kind === 'found' ? answer.items : [];
}
