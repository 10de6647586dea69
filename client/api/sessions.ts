// Sessions, their lists and their record, as the server tells them; must not know how they are shown.
import type { Session, SessionPage, SessionRecord } from '../../server/contract/sessions.ts';
import { request, withQuery } from './request.ts';

/** What a list of sessions may be narrowed by; `state` may name several, separated by commas; dates as `YYYY-MM-DD`. */
export interface SessionFilter {
  state?: string | undefined;
  body?: string | undefined;
  from?: string | undefined;
  to?: string | undefined;
  order?: 'newest' | 'oldest' | undefined;
  cursor?: string | undefined;
  limit?: number | undefined;
}

/** One page of sessions. */
export function fetchSessions(filter: SessionFilter, signal?: AbortSignal): Promise<SessionPage> {
  return request(withQuery('/api/sessions', { ...filter }), { signal });
}

/** One session with its agenda. Throws ApiError `session-not-found` or `withheld`. */
export function fetchSession(id: string, signal?: AbortSignal): Promise<Session> {
  return request(`/api/sessions/${encodeURIComponent(id)}`, { signal });
}

/** Speeches, documents and transcript of a session. */
export function fetchRecord(id: string, signal?: AbortSignal): Promise<SessionRecord> {
  return request(`/api/sessions/${encodeURIComponent(id)}/record`, { signal });
}

/** Where a picture of a session's recording stands; without a second, a telling one (while live, the newest). */
export function stillAddress(id: string, wanted: { seconds?: number; width?: 320 | 640 } = {}): string {
  const seconds = wanted.seconds === undefined ? undefined : Math.floor(wanted.seconds);
  return withQuery(`/api/sessions/${encodeURIComponent(id)}/still`, { t: seconds, w: wanted.width });
}

/** Where the transcript of a session stands as WebVTT. */
export function transcriptAddress(id: string): string {
  return `/api/sessions/${encodeURIComponent(id)}/transcript`;
}
