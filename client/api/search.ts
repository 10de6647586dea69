// Search requests; must not know how hits are shown.
import type { SearchKind, SearchResult } from '../../server/contract/search.ts';
import { request, withQuery } from './request.ts';

/** What a search asks for; dates as `YYYY-MM-DD`. */
export interface SearchRequest {
  q: string;
  kind?: SearchKind | undefined;
  body?: string | undefined;
  session?: string | undefined;
  speaker?: string | undefined;
  from?: string | undefined;
  to?: string | undefined;
  sort?: 'relevance' | 'newest' | undefined;
  cursor?: string | undefined;
  limit?: number | undefined;
}

/** One page of hits, with facets. */
export function search(wanted: SearchRequest, signal?: AbortSignal): Promise<SearchResult> {
  return request(withQuery('/api/search', { ...wanted }), { signal });
}
