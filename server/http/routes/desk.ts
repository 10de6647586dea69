// Routes of the clerk's control room: commands, marks, the feed.
import { feedSchema, renewKeySchema } from '../../contract/feeds.ts';
import { commandResultSchema, newMarkSchema, placedMarkSchema, runCommandSchema } from '../../contract/sessions.ts';
import { addMark } from '../../usecases/add-mark.ts';
import type { House } from '../../usecases/house.ts';
import { seenInstantQuery } from '../../contract/seen.ts';
import { removeMark } from '../../usecases/remove-mark.ts';
import { rotateStreamKey } from '../../usecases/rotate-stream-key.ts';
import { runCommand } from '../../usecases/run-command.ts';
import { showFeed } from '../../usecases/show-feed.ts';
import { route } from '../route.ts';
import type { Route } from '../route.ts';
import { markParams, sessionParams } from './answers.ts';

const subject = 'Desk';

/** What staff do while a session runs. */
export function deskRoutes(house: House): Route[] {
  return [
    route({
      method: 'post',
      path: '/api/sessions/{id}/commands',
      subject,
      summary: 'Run a command; one that has taken effect already changes nothing',
      access: 'run-command',
      params: sessionParams,
      body: runCommandSchema,
      status: 200,
      answer: commandResultSchema,
      refusals: ['session-not-found', 'command-not-allowed', 'reason-required', 'not-allowed', 'unavailable'],
      handle: ({ params, body }, asker) => runCommand(house, asker.actor, params.id, body),
    }),
    route({
      method: 'post',
      path: '/api/sessions/{id}/marks',
      subject,
      summary: 'Mark that an agenda item began, now or at an instant',
      access: 'place-mark',
      params: sessionParams,
      body: newMarkSchema,
      status: 201,
      answer: placedMarkSchema,
      refusals: ['session-not-found', 'agenda-item-not-found', 'mark-not-on-air', 'not-allowed'],
      handle: ({ params, body }, asker) => addMark(house, asker.actor, params.id, body),
    }),
    route({
      method: 'delete',
      path: '/api/sessions/{id}/marks/{markId}',
      subject,
      summary: 'Take a mark back',
      access: 'place-mark',
      params: markParams,
      query: seenInstantQuery,
      status: 204,
      refusals: ['session-not-found', 'changed-by-other', 'not-allowed'],
      handle: ({ params, query }, asker) =>
        removeMark(house, asker.actor, { sessionId: params.id, markId: params.markId }, query.seen),
    }),
    route({
      method: 'get',
      path: '/api/sessions/{id}/feed',
      subject,
      summary: 'Where the encoder connects, and how it is doing',
      access: 'view-feed',
      params: sessionParams,
      status: 200,
      answer: feedSchema,
      refusals: ['session-not-found', 'not-allowed'],
      handle: ({ params }, asker) => showFeed(house, asker.actor, params.id),
    }),
    route({
      method: 'post',
      path: '/api/sessions/{id}/stream-key',
      subject,
      summary: 'Change the stream key or the backup key; the feed shows the new one',
      access: 'renew-stream-key',
      params: sessionParams,
      query: renewKeySchema,
      status: 204,
      refusals: ['session-not-found', 'not-allowed'],
      handle: ({ params, query }, asker) => rotateStreamKey(house, asker.actor, params.id, query.key),
    }),
  ];
}
