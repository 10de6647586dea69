// Routes of what the server brings to a session by itself.
import { feedSourceListSchema, newSourceSchema, stoppableSourceSchema } from '../../contract/feeds.ts';
import { startSource, stopSource } from '../../usecases/choose-source.ts';
import type { House } from '../../usecases/house.ts';
import { route } from '../route.ts';
import type { Route } from '../route.ts';
import { sessionParams } from './answers.ts';

const subject = 'Feeds';

/** Sources beside the encoder's own connection. */
export function feedRoutes(house: House): Route[] {
  return [
    route({
      method: 'post',
      path: '/api/sessions/{id}/feed/sources',
      subject,
      summary: 'Fetch the feed from an address, or show the test signal; what runs already goes on',
      access: 'choose-source',
      params: sessionParams,
      body: newSourceSchema,
      status: 200,
      answer: feedSourceListSchema,
      refusals: ['session-not-found', 'command-not-allowed', 'bad-source', 'not-allowed'],
      handle: ({ params, body }, asker) => startSource(house, asker.actor, params.id, body),
    }),
    route({
      method: 'delete',
      path: '/api/sessions/{id}/feed/sources/{kind}',
      subject,
      summary: 'Stop a source',
      access: 'choose-source',
      params: sessionParams.extend({ kind: stoppableSourceSchema }),
      status: 204,
      refusals: ['session-not-found', 'not-allowed'],
      handle: ({ params }, asker) => stopSource(house, asker.actor, params.id, params.kind),
    }),
  ];
}
