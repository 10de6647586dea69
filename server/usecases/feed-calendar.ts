// The public sessions as a calendar: of the whole town, of one body, or one session with a reminder.
import { listAgendaItems } from '../../db/agenda.ts';
import { findBody } from '../../db/bodies.ts';
import { listSessions, type StoredSession } from '../../db/sessions.ts';
import type { Actor } from '../contract/accounts.ts';
import { accept, refuse, type Outcome } from '../contract/problems.ts';
import { writeCalendar, type CalendarEvent } from '../domain/icalendar.ts';
import { findVisibleSession } from './find-visible-session.ts';
import type { House } from './house.ts';

const dayMs = 24 * 60 * 60 * 1000;
/** What is older stands in the archive. */
const shownPastMs = 365 * dayMs;
const mostEvents = 500;
/** Nobody knows how long a session will take; a calendar wants to know. */
const supposedLengthMs = 2 * 60 * 60 * 1000;
const reminderMinutes = 60;

/** The calendar of one body, or of all of them; only what the public may see. */
export async function feedCalendar(house: House, bodyId: string | null): Promise<Outcome<string>> {
  const body = bodyId === null ? null : await findBody(house.db, bodyId);
  if (bodyId !== null && body === null) return refuse('body-not-found', 'There is no such body.');
  const page = await listSessions(house.db, {
    unpublishedOf: [],
    ...(body === null ? {} : { body: body.id }),
    fromMs: house.now() - shownPastMs,
    order: 'oldest',
    limit: mostEvents,
  });
  if (!page.ok) return page;
  const events = await Promise.all(page.value.items.map((session) => toEvent(house, session, null)));
  return accept(writeCalendar(body?.name ?? 'Casa di Vetro', events));
}

/** One session, with an alarm an hour before; staff may also have one that is not public yet. */
export async function feedSessionCalendar(house: House, actor: Actor, sessionId: string): Promise<Outcome<string>> {
  const found = await findVisibleSession(house, actor, sessionId);
  if (!found.ok) return found;
  return accept(writeCalendar(found.value.title, [await toEvent(house, found.value, reminderMinutes)]));
}

async function toEvent(house: House, session: StoredSession, alarmMinutes: number | null): Promise<CalendarEvent> {
  const { id, title, bodyName, place, scheduledAtMs, endedAtMs, createdAtMs, modifiedAtMs } = session;
  const startMs = scheduledAtMs;
  const url = house.settings.publicOrigin === null ? null : `${house.settings.publicOrigin}/sessions/${id}`;
  const agenda = session.state === 'scheduled' ? await listAgendaItems(house.db, id) : [];
  const lines = agenda.map((item) => `${item.number}. ${item.title}`);
  return {
    id,
    title: `${bodyName}: ${title}`,
    place,
    description: [session.convocation ?? '', lines.join('\n'), url ?? ''].filter((part) => part !== '').join('\n\n'),
    url,
    startMs,
    endMs: endedAtMs !== null && endedAtMs > startMs ? endedAtMs : startMs + supposedLengthMs,
    isCancelled: session.state === 'cancelled',
    createdMs: createdAtMs,
    modifiedMs: modifiedAtMs,
    alarmMinutes,
  };
}
