// Search requests; must not know how hits are shown.
import type { SearchKind, SearchResult, SuggestionList } from '../../server/contract/search.ts';
import { request, withQuery } from './request.ts';

/** What a search asks for; dates as `YYYY-MM-DD`. */
export interface SearchRequest {
  q: string;
  kind?: SearchKind | undefined;
  body?: string | undefined;
  session?: string | undefined;
  speaker?: string | undefined;
  group?: string | undefined;
  term?: string | undefined;
  lang?: string | undefined;
  /** `true`: exactly these words, no typing error is mended. */
  literal?: 'true' | undefined;
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

/** Counts a question that was asked by Enter; nobody waits for it, and nothing is shown when it fails. */
export async function noteAsking(q: string): Promise<void> {
  await request('/api/search/askings', { method: 'POST', body: { q } });
}

/** What may stand behind what somebody is typing. */
export function suggest(q: string, signal?: AbortSignal): Promise<SuggestionList> {
  return request(withQuery('/api/search/suggestions', { q }), { signal });
}
