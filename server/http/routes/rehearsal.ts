// Routes of what staff see and try before anything is public.
import { previewSchema } from '../../contract/rehearsal.ts';
import type { House } from '../../usecases/house.ts';
import { keepPreview } from '../../usecases/keep-preview.ts';
import { route } from '../route.ts';
import type { Route } from '../route.ts';
import { sessionParams } from './answers.ts';

const subject = 'Rehearsal';

/** The preview. */
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
  ];
}
