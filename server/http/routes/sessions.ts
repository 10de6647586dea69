// Routes of sessions: list, create, show, change, agenda, bodies.
import { bodyListSchema } from '../../contract/bodies.ts';
import {
  newSessionSchema,
  replaceAgendaSchema,
  sessionPageSchema,
  sessionQuerySchema,
  sessionSchema,
  updateSessionSchema,
} from '../../contract/sessions.ts';
import { createSession } from '../../usecases/create-session.ts';
import type { House } from '../../usecases/house.ts';
import { listBodies } from '../../usecases/list-bodies.ts';
import { listSessions } from '../../usecases/list-sessions.ts';
import { replaceAgenda } from '../../usecases/replace-agenda.ts';
import { showSession } from '../../usecases/show-session.ts';
import { updateSession } from '../../usecases/update-session.ts';
import { route } from '../route.ts';
import type { Route } from '../route.ts';
import { sessionParams } from './answers.ts';

const subject = 'Sessions';

/** Everything about sessions but running, marking and recording them. */
export function sessionRoutes(house: House): Route[] {
  return [
    route({
      method: 'get',
      path: '/api/sessions',
      subject,
      summary: 'Sessions page by page, by scheduled beginning',
      access: 'public',
      query: sessionQuerySchema,
      status: 200,
      answer: sessionPageSchema,
      refusals: ['bad-request'],
      handle: ({ query }, asker) => listSessions(house, asker.actor, query),
    }),
    route({
      method: 'post',
      path: '/api/sessions',
      subject,
      summary: 'Create a session',
      access: 'create-session',
      body: newSessionSchema,
      status: 201,
      answer: sessionSchema,
      refusals: ['not-allowed'],
      handle: ({ body }, asker) => createSession(house, asker.actor, body),
    }),
    route({
      method: 'get',
      path: '/api/sessions/{id}',
      subject,
      summary: 'One session with its agenda, marks and takes',
      access: 'public',
      params: sessionParams,
      status: 200,
      answer: sessionSchema,
      refusals: ['session-not-found', 'withheld'],
      handle: ({ params }, asker) => showSession(house, asker.actor, params.id),
    }),
    route({
      method: 'patch',
      path: '/api/sessions/{id}',
      subject,
      summary: 'Change title, date, place, call or convocation',
      access: 'create-session',
      params: sessionParams,
      body: updateSessionSchema,
      status: 200,
      answer: sessionSchema,
      refusals: ['session-not-found', 'changed-by-other', 'reason-required', 'not-allowed'],
      handle: ({ params, body }, asker) => updateSession(house, asker.actor, params.id, body),
    }),
    route({
      method: 'put',
      path: '/api/sessions/{id}/agenda',
      subject,
      summary: 'Replace the agenda; items that have marks must stay',
      access: 'edit-agenda',
      params: sessionParams,
      body: replaceAgendaSchema,
      status: 200,
      answer: sessionSchema,
      refusals: ['session-not-found', 'agenda-in-use', 'changed-by-other', 'reason-required', 'not-allowed'],
      handle: ({ params, body }, asker) => replaceAgenda(house, asker.actor, params.id, body),
    }),
    route({
      method: 'get',
      path: '/api/bodies',
      subject,
      summary: 'The council and its committees',
      access: 'public',
      status: 200,
      answer: bodyListSchema,
      refusals: [],
      handle: () => listBodies(house),
    }),
  ];
}
