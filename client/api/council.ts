// Rosters and the log of a session, as the desk writes them and the pages read them; must not know how they are shown.
import { queryOptions } from '@tanstack/react-query';
import type {
  AllPresentResult,
  ChangeEntry,
  CouncilLog,
  LogEntry,
  MoveMark,
  NewEntry,
  WrittenEntry,
} from '../../server/contract/council-log.ts';
import type { BodyDetail, NewMember, Roster, RosterPreview, Term, UpdateBody } from '../../server/contract/roster.ts';
import { rosterRows } from '../../server/contract/seen-rows.ts';
import type { PlacedMark } from '../../server/contract/sessions.ts';
import { request, withQuery } from './request.ts';

const sessionPath = (sessionId: string) => `/api/sessions/${encodeURIComponent(sessionId)}`;
const bodyPath = (bodyId: string) => `/api/bodies/${encodeURIComponent(bodyId)}`;
const photoPath = (bodyId: string, personId: string) =>
  `${bodyPath(bodyId)}/members/${encodeURIComponent(personId)}/photo`;
const entryPath = (sessionId: string, entryId: string) =>
  `${sessionPath(sessionId)}/log/${encodeURIComponent(entryId)}`;

/** The log of a session; the socket tells when it has changed. */
export function logQuery(sessionId: string) {
  return queryOptions({
    queryKey: ['log', sessionId],
    queryFn: ({ signal }) => request<CouncilLog>(`${sessionPath(sessionId)}/log`, { signal }),
  });
}

/** A body with its rules. */
export function bodyQuery(bodyId: string) {
  return queryOptions({
    queryKey: ['body', bodyId],
    queryFn: ({ signal }) => request<BodyDetail>(bodyPath(bodyId), { signal }),
  });
}

/** The roster of a body. */
export function rosterQuery(bodyId: string) {
  return queryOptions({
    queryKey: ['roster', bodyId],
    queryFn: ({ signal }) => request<Roster>(`${bodyPath(bodyId)}/roster`, { signal }),
  });
}

/** Writes into the log; the same `commandId` is written once, however often it arrives. */
export function addEntry(sessionId: string, entry: NewEntry): Promise<WrittenEntry> {
  return request(`${sessionPath(sessionId)}/log`, { method: 'POST', body: entry });
}

/** Writes down everyone as present who is not yet. */
export function markAllPresent(sessionId: string): Promise<AllPresentResult> {
  return request(`${sessionPath(sessionId)}/log/all-present`, { method: 'POST', body: {} });
}

/** Changes an entry that was seen in a version. */
export function changeEntry(sessionId: string, entryId: string, change: ChangeEntry): Promise<WrittenEntry> {
  return request(entryPath(sessionId, entryId), { method: 'PATCH', body: change });
}

/** Takes an entry out of the log that was seen in a version. */
export function removeEntry(
  sessionId: string,
  { id, version }: Pick<LogEntry, 'id' | 'version'>,
  note?: string,
): Promise<void> {
  return request(withQuery(entryPath(sessionId, id), { version, note }), { method: 'DELETE' });
}

/** Moves a mark. */
export function moveMark(sessionId: string, markId: string, move: MoveMark): Promise<PlacedMark> {
  return request(`${sessionPath(sessionId)}/marks/${encodeURIComponent(markId)}`, { method: 'PATCH', body: move });
}

/** Replaces the roster that was `seen`; without a term it stays in the one it is in. */
export function replaceRoster(
  bodyId: string,
  { members, term, seen }: { members: readonly NewMember[]; term: Term | undefined; seen: Roster },
): Promise<Roster> {
  const body = { members, term, seen: rosterRows(seen.members) };
  return request(`${bodyPath(bodyId)}/roster`, { method: 'PUT', body });
}

/** Gives a member a photo. */
export function putPhoto(bodyId: string, personId: string, file: File): Promise<Roster> {
  const text = { content: file, type: 'application/octet-stream' };
  return request(photoPath(bodyId, personId), { method: 'PUT', text });
}

/** Takes the photo of a member away. */
export function removePhoto(bodyId: string, personId: string): Promise<Roster> {
  return request(photoPath(bodyId, personId), { method: 'DELETE' });
}

/** What the server understands of a roster in CSV. */
export function previewRoster(csv: string): Promise<RosterPreview> {
  return request('/api/rosters/preview', { method: 'POST', text: { content: csv, type: 'text/plain' } });
}

/** Changes the rules of a body. */
export function updateBody(bodyId: string, change: UpdateBody): Promise<BodyDetail> {
  return request(bodyPath(bodyId), { method: 'PATCH', body: change });
}
