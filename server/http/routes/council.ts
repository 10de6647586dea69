// Routes of the council: bodies with their rules and rosters, the log of a session, its trail.
import { z } from 'zod';
import {
  allPresentResultSchema,
  allPresentSchema,
  auditPageSchema,
  changeEntrySchema,
  councilLogSchema,
  moveMarkSchema,
  newEntrySchema,
  writtenEntrySchema,
} from '../../contract/council-log.ts';
import {
  bodyDetailSchema,
  replaceRosterSchema,
  rosterPreviewSchema,
  rosterSchema,
  updateBodySchema,
} from '../../contract/roster.ts';
import { placedMarkSchema } from '../../contract/sessions.ts';
import { addLogEntry } from '../../usecases/add-log-entry.ts';
import { changeLogEntry } from '../../usecases/change-log-entry.ts';
import type { House } from '../../usecases/house.ts';
import { listTrail } from '../../usecases/list-trail.ts';
import { markAllPresent } from '../../usecases/mark-all-present.ts';
import { moveMark } from '../../usecases/move-mark.ts';
import { previewRoster } from '../../usecases/preview-roster.ts';
import { removeLogEntry } from '../../usecases/remove-log-entry.ts';
import { replaceRoster } from '../../usecases/replace-roster.ts';
import { showLog } from '../../usecases/show-log.ts';
import { showRoster } from '../../usecases/show-roster.ts';
import { showBody, updateBody } from '../../usecases/update-body.ts';
import { route } from '../route.ts';
import type { Route } from '../route.ts';
import { markParams, sessionParams } from './answers.ts';

const subject = 'Council';
const bodyParams = sessionParams;
const entryParams = sessionParams.extend({ entryId: z.string().min(1).max(200) });
const removalQuery = z.object({
  note: z.string().trim().max(1000).optional(),
  version: z.coerce
    .number()
    .int()
    .min(1)
    .optional()
    .describe('as it was seen; another by now is 409; left out: not checked'),
});

/** Bodies and rosters. */
export function bodyRoutes(house: House): Route[] {
  return [
    route({
      method: 'get',
      path: '/api/bodies/{id}',
      subject,
      summary: 'A body with its rules: quorum, legal basis, what of its log is public',
      access: 'public',
      params: bodyParams,
      status: 200,
      answer: bodyDetailSchema,
      refusals: ['body-not-found'],
      handle: ({ params }) => showBody(house, params.id),
    }),
    route({
      method: 'patch',
      path: '/api/bodies/{id}',
      subject,
      summary: 'Change the rules of a body',
      access: 'edit-body',
      params: bodyParams,
      body: updateBodySchema,
      status: 200,
      answer: bodyDetailSchema,
      refusals: ['body-not-found', 'changed-by-other', 'not-allowed'],
      handle: ({ params, body }, asker) => updateBody(house, asker.actor, params.id, body),
    }),
    route({
      method: 'get',
      path: '/api/bodies/{id}/roster',
      subject,
      summary: 'The members of a body in the order of the roll call',
      access: 'public',
      params: bodyParams,
      status: 200,
      answer: rosterSchema,
      refusals: ['body-not-found'],
      handle: ({ params }) => showRoster(house, params.id),
    }),
    route({
      method: 'put',
      path: '/api/bodies/{id}/roster',
      subject,
      summary: 'Replace the roster; sessions that are over keep theirs',
      access: 'edit-body',
      params: bodyParams,
      body: replaceRosterSchema,
      status: 200,
      answer: rosterSchema,
      refusals: ['body-not-found', 'changed-by-other', 'not-allowed'],
      handle: ({ params, body }, asker) => replaceRoster(house, asker.actor, params.id, body),
    }),
    route({
      method: 'post',
      path: '/api/rosters/preview',
      subject,
      summary: 'What is understood of a roster in CSV; nothing is kept',
      access: 'edit-body',
      body: z.string().min(1).describe('CSV in UTF-8'),
      bodyType: 'text/plain',
      status: 200,
      answer: rosterPreviewSchema,
      refusals: ['not-allowed'],
      handle: ({ body }, asker) => previewRoster(asker.actor, body),
    }),
  ];
}

/** The log of a session. */
export function logRoutes(house: House): Route[] {
  return [
    route({
      method: 'get',
      path: '/api/sessions/{id}/log',
      subject,
      summary: 'Attendance, speeches, votes and fates of items; to the public what the body publishes',
      access: 'public',
      params: sessionParams,
      status: 200,
      answer: councilLogSchema,
      refusals: ['session-not-found', 'withheld'],
      handle: ({ params }, asker) => showLog(house, asker.actor, params.id),
    }),
    route({
      method: 'post',
      path: '/api/sessions/{id}/log',
      subject,
      summary: 'Write into the log; what holds already is answered and not written again',
      access: 'keep-log',
      params: sessionParams,
      body: newEntrySchema,
      status: 201,
      answer: writtenEntrySchema,
      refusals: [
        'session-not-found',
        'agenda-item-not-found',
        'log-not-open',
        'vote-does-not-add-up',
        'reason-required',
        'not-allowed',
      ],
      handle: ({ params, body }, asker) => addLogEntry(house, asker.actor, params.id, body),
    }),
    route({
      method: 'post',
      path: '/api/sessions/{id}/log/all-present',
      subject,
      summary: 'Write down everyone as present who is not yet; twice changes nothing',
      access: 'keep-log',
      params: sessionParams,
      body: allPresentSchema,
      status: 200,
      answer: allPresentResultSchema,
      refusals: ['session-not-found', 'log-not-open', 'reason-required', 'not-allowed'],
      handle: ({ params, body }, asker) => markAllPresent(house, asker.actor, params.id, body),
    }),
    route({
      method: 'patch',
      path: '/api/sessions/{id}/log/{entryId}',
      subject,
      summary: 'Change an entry that nobody has changed since it was seen',
      access: 'keep-log',
      params: entryParams,
      body: changeEntrySchema,
      status: 200,
      answer: writtenEntrySchema,
      refusals: [
        'session-not-found',
        'entry-not-found',
        'entry-changed',
        'agenda-item-not-found',
        'log-not-open',
        'vote-does-not-add-up',
        'reason-required',
        'not-allowed',
      ],
      handle: ({ params, body }, asker) =>
        changeLogEntry(house, asker.actor, { sessionId: params.id, entryId: params.entryId }, body),
    }),
    route({
      method: 'delete',
      path: '/api/sessions/{id}/log/{entryId}',
      subject,
      summary: 'Take an entry out of the log',
      access: 'keep-log',
      params: entryParams,
      query: removalQuery,
      status: 204,
      refusals: ['session-not-found', 'entry-changed', 'reason-required', 'not-allowed'],
      handle: ({ params, query }, asker) =>
        removeLogEntry(house, asker.actor, { sessionId: params.id, entryId: params.entryId }, query),
    }),
    route({
      method: 'patch',
      path: '/api/sessions/{id}/marks/{markId}',
      subject,
      summary: 'Move a mark to an instant, or by seconds',
      access: 'place-mark',
      params: markParams,
      body: moveMarkSchema,
      status: 200,
      answer: placedMarkSchema,
      refusals: [
        'session-not-found',
        'mark-not-found',
        'mark-not-on-air',
        'reason-required',
        'changed-by-other',
        'not-allowed',
      ],
      handle: ({ params, body }, asker) =>
        moveMark(house, asker.actor, { sessionId: params.id, markId: params.markId }, body),
    }),
    route({
      method: 'get',
      path: '/api/sessions/{id}/trail',
      subject,
      summary: 'Who changed what, when, from which value to which; newest first',
      access: 'view-audit',
      params: sessionParams,
      status: 200,
      answer: auditPageSchema,
      refusals: ['session-not-found', 'not-allowed'],
      handle: ({ params }, asker) => listTrail(house, asker.actor, params.id),
    }),
  ];
}
