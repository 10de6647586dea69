// Routes of what staff see and try before anything is public.
import { previewSchema, rehearsalSchema } from '../../contract/rehearsal.ts';
import type { House } from '../../usecases/house.ts';
import { keepPreview } from '../../usecases/keep-preview.ts';
import { startRehearsal } from '../../usecases/rehearse.ts';
import { showRehearsal } from '../../usecases/show-rehearsal.ts';
import { route } from '../route.ts';
import type { Route } from '../route.ts';
import { sessionParams } from './answers.ts';

const subject = 'Rehearsal';

/** Preview and rehearsal. */
export function rehearsalRoutes(house: House): Route[] {
  return [
    route({
      method: 'post',
      path: '/api/sessions/{id}/preview',
      subject,
      summary: 'See what arrives before it is public; ask again within half a minute to go on',
      access: 'view-feed',
      params: sessionParams,
      status: 200,
      answer: previewSchema,
      refusals: ['session-not-found', 'not-allowed'],
      handle: ({ params }, asker) => keepPreview(house, asker.actor, params.id),
    }),
    route({
      method: 'post',
      path: '/api/sessions/{id}/rehearsal',
      subject,
      summary: 'Rehearse for a minute; one that goes on already goes on',
      access: 'run-command',
      params: sessionParams,
      status: 200,
      answer: rehearsalSchema,
      refusals: ['session-not-found', 'command-not-allowed', 'no-feed', 'not-allowed'],
      handle: ({ params }, asker) => startRehearsal(house, asker.actor, params.id),
    }),
    route({
      method: 'get',
      path: '/api/sessions/{id}/rehearsal',
      subject,
      summary: 'The rehearsal that goes on, and what the last one found',
      access: 'view-feed',
      params: sessionParams,
      status: 200,
      answer: rehearsalSchema,
      refusals: ['session-not-found', 'not-allowed'],
      handle: ({ params }, asker) => showRehearsal(house, asker.actor, params.id),
    }),
  ];
}
