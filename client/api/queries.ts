// What pages ask for, with the keys under which answers are kept; must not know how they are shown.
import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import { fetchMe } from './account.ts';
import { ApiError } from './request.ts';
import { fetchAlertState } from './search-alerts.ts';
import { search, suggest, type SearchRequest } from './search.ts';
import { yearOf } from '../text/times.ts';
import { fetchRecord, fetchSession, fetchSessions, type SessionFilter } from './sessions.ts';

/** Pages that no socket tells of changes look again after this many milliseconds. */
const lookAgainMs = 20_000;

/** A refusal does not change by asking again; a lost connection may. */
export function mayRetry(failures: number, error: Error): boolean {
  const refused = error instanceof ApiError && error.status >= 400 && error.status < 500;
  return !refused && failures < 3;
}

/** The signed-in member of staff, or null. */
export const meQuery = queryOptions({
  queryKey: ['me'],
  queryFn: ({ signal }) => fetchMe(signal),
  staleTime: 60_000,
});

/** One session. */
export function sessionQuery(id: string) {
  return queryOptions({ queryKey: ['session', id], queryFn: ({ signal }) => fetchSession(id, signal) });
}

/** Speeches, documents and transcript of one session. */
export function recordQuery(id: string) {
  return queryOptions({
    queryKey: ['record', id],
    queryFn: ({ signal }) => fetchRecord(id, signal),
    staleTime: 60_000,
  });
}

/** A short list of sessions that keeps itself fresh. */
export function sessionListQuery(filter: SessionFilter) {
  return queryOptions({
    queryKey: ['sessions', filter],
    queryFn: ({ signal }) => fetchSessions(filter, signal),
    refetchInterval: lookAgainMs,
  });
}

/** A long list of sessions, page by page. */
export function sessionPagesQuery(filter: SessionFilter) {
  return infiniteQueryOptions({
    queryKey: ['session-pages', filter],
    queryFn: ({ pageParam, signal }) => fetchSessions({ ...filter, cursor: pageParam }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    placeholderData: keepPreviousData,
  });
}

/** Whether searches can be saved with alerts by mail. */
export function alertStateQuery() {
  return queryOptions({
    queryKey: ['alert-state'],
    queryFn: ({ signal }) => fetchAlertState(signal),
    staleTime: Infinity,
  });
}

/** Hits of a search, page by page; the hits of the words before stay until the new ones are there. */
export function searchPagesQuery(wanted: SearchRequest) {
  return infiniteQueryOptions({
    queryKey: ['search', wanted],
    queryFn: ({ pageParam, signal }) => search({ ...wanted, cursor: pageParam }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    placeholderData: keepPreviousData,
    staleTime: 30_000,
  });
}

/** How much a search would find. */
export function fewHitsQuery(wanted: SearchRequest) {
  return queryOptions({
    queryKey: ['search-count', wanted],
    queryFn: ({ signal }) => search({ ...wanted, limit: 1 }, signal),
    staleTime: 60_000,
  });
}

/** Suggestions for what is being typed. */
export function suggestionsQuery(words: string) {
  return queryOptions({
    queryKey: ['suggestions', words],
    queryFn: ({ signal }) => suggest(words, signal),
    staleTime: 60_000,
  });
}

/** First and last year of the archive, for its filter; null while it is empty. */
export const archiveYearsQuery = queryOptions({
  queryKey: ['archive-years'],
  queryFn: async ({ signal }) => {
    const [oldest, newest] = await Promise.all([
      fetchSessions({ state: 'ended', order: 'oldest', limit: 1 }, signal),
      fetchSessions({ state: 'ended', order: 'newest', limit: 1 }, signal),
    ]);
    const [first, last] = [oldest.items[0], newest.items[0]];
    return first && last ? { first: Number(yearOf(first.scheduledAt)), last: Number(yearOf(last.scheduledAt)) } : null;
  },
  staleTime: 300_000,
});
