// What is asked for before a session: facts of the session and its items, the next session, calendars.
import type { ChangeItem } from '../../server/contract/agenda-details.ts';
import type { DuplicateSession, Session, UpdateSession } from '../../server/contract/sessions.ts';
import { request } from './request.ts';

const pathOf = (sessionId: string) => `/api/sessions/${encodeURIComponent(sessionId)}`;

/** Changes what is said of a session; fields left out stay as they are. */
export function updateSession(sessionId: string, change: UpdateSession): Promise<Session> {
  return request(pathOf(sessionId), { method: 'PATCH', body: change });
}

/** Changes what is said of one item; fields left out stay as they are. */
export function changeItem(sessionId: string, itemId: string, change: ChangeItem): Promise<Session> {
  return request(`${pathOf(sessionId)}/agenda/${encodeURIComponent(itemId)}`, { method: 'PATCH', body: change });
}

/** Makes a new private session with the same body, place and agenda. */
export function duplicateSession(sessionId: string, next: DuplicateSession): Promise<Session> {
  return request(`${pathOf(sessionId)}/duplicate`, { method: 'POST', body: next });
}

/** Where one session stands as a calendar entry with a reminder. */
export function reminderAddress(sessionId: string): string {
  return `${pathOf(sessionId)}/calendar.ics`;
}

/** Where the calendar stands to subscribe to; without a body that of the whole town. */
export function calendarAddress(bodyId?: string): string {
  return bodyId === undefined ? '/api/calendar.ics' : `/api/bodies/${encodeURIComponent(bodyId)}/calendar.ics`;
}
