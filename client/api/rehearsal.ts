// What staff see and try before anything is public; must not know how the desk shows it.
import { queryOptions } from '@tanstack/react-query';
import type { Preview, Rehearsal } from '../../server/contract/rehearsal.ts';
import { request } from './request.ts';

/** A preview goes on for half a minute after each of these. */
const keepEveryMs = 10_000;
/** Another clerk may have begun a rehearsal. */
const lookEveryMs = 5000;

const pathOf = (sessionId: string) => `/api/sessions/${encodeURIComponent(sessionId)}`;

/** Keeps the preview of a session going for as long as somebody looks. */
export function previewQuery(sessionId: string) {
  return queryOptions({
    queryKey: ['preview', sessionId],
    queryFn: ({ signal }) => request<Preview>(`${pathOf(sessionId)}/preview`, { method: 'POST', signal }),
    refetchInterval: keepEveryMs,
    refetchIntervalInBackground: true,
    gcTime: 0,
  });
}

/** The rehearsal that goes on, and the last result. */
export function rehearsalQuery(sessionId: string) {
  return queryOptions({
    queryKey: ['rehearsal', sessionId],
    queryFn: ({ signal }) => request<Rehearsal>(`${pathOf(sessionId)}/rehearsal`, { signal }),
    refetchInterval: ({ state }) => (state.data?.running ? 1000 : lookEveryMs),
  });
}

/** Rehearses for a minute. */
export function startRehearsal(sessionId: string): Promise<Rehearsal> {
  return request(`${pathOf(sessionId)}/rehearsal`, { method: 'POST' });
}
