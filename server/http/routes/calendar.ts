// Routes of what comes: calendars for any calendar program, single items of an agenda, the next session out of the last.
import { z } from 'zod';
import { changeItemSchema } from '../../contract/agenda-details.ts';
import { duplicateSessionSchema, sessionSchema } from '../../contract/sessions.ts';
import { changeAgendaItem } from '../../usecases/change-agenda-item.ts';
import { duplicateSession } from '../../usecases/duplicate-session.ts';
import { feedCalendar, feedSessionCalendar } from '../../usecases/feed-calendar.ts';
import type { House } from '../../usecases/house.ts';
import { route } from '../route.ts';
import type { Route } from '../route.ts';
import { sessionParams } from './answers.ts';

const itemParams = sessionParams.extend({ itemId: z.string().min(1).max(200) });
const calendarAnswer = {
  status: 200,
  answer: z.string().describe('an iCalendar object (RFC 5545)'),
  answerType: 'text/calendar',
  costs: 'feeds',
} as const;

/** Calendars. */
export function calendarRoutes(house: House): Route[] {
  return [
    route({
      method: 'get',
      path: '/api/calendar.ics',
      subject: 'Calendar',
      summary: 'All public sessions of the last year and to come, to subscribe to',
      access: 'public',
      ...calendarAnswer,
      refusals: ['slow-down'],
      handle: () => feedCalendar(house, null),
    }),
    route({
      method: 'get',
      path: '/api/bodies/{id}/calendar.ics',
      subject: 'Calendar',
      summary: 'The public sessions of one body, to subscribe to',
      access: 'public',
      params: sessionParams,
      ...calendarAnswer,
      refusals: ['body-not-found', 'slow-down'],
      handle: ({ params }) => feedCalendar(house, params.id),
    }),
    route({
      method: 'get',
      path: '/api/sessions/{id}/calendar.ics',
      subject: 'Calendar',
      summary: 'One session with a reminder an hour before',
      access: 'public',
      params: sessionParams,
      ...calendarAnswer,
      refusals: ['session-not-found', 'withheld', 'slow-down'],
      handle: ({ params }, asker) => feedSessionCalendar(house, asker.actor, params.id),
    }),
  ];
}

/** What is prepared before a session. */
export function preparationRoutes(house: House): Route[] {
  return [
    route({
      method: 'patch',
      path: '/api/sessions/{id}/agenda/{itemId}',
      subject: 'Sessions',
      summary: 'Change one item of the agenda: words, type, rapporteur, planned closed, not to be broadcast',
      access: 'edit-agenda',
      params: itemParams,
      body: changeItemSchema,
      status: 200,
      answer: sessionSchema,
      refusals: ['session-not-found', 'agenda-item-not-found', 'changed-by-other', 'reason-required', 'not-allowed'],
      handle: ({ params, body }, asker) =>
        changeAgendaItem(house, asker.actor, { sessionId: params.id, itemId: params.itemId }, body),
    }),
    route({
      method: 'post',
      path: '/api/sessions/{id}/duplicate',
      subject: 'Sessions',
      summary: 'A new private session with the same body, place and agenda, at another time',
      access: 'create-session',
      params: sessionParams,
      body: duplicateSessionSchema,
      status: 201,
      answer: sessionSchema,
      refusals: ['session-not-found', 'not-allowed'],
      handle: ({ params, body }, asker) => duplicateSession(house, asker.actor, params.id, body),
    }),
  ];
}
