// Routes for those who run the server: is it alive, can it serve, how is it doing.
import { accept, refuse } from '../../contract/problems.ts';
import type { Metrics } from '../metrics.ts';
import { route } from '../route.ts';
import type { Route } from '../route.ts';
import { healthSchema } from './answers.ts';

const about = { subject: 'Operations', access: 'public', status: 200, method: 'get', refusals: [] } as const;

/** `/healthz`, `/readyz`, `/metrics`. */
export function operationRoutes(deps: { metrics: Metrics; isReady: () => boolean }): Route[] {
  return [
    route({
      ...about,
      path: '/healthz',
      summary: 'The process lives',
      answer: healthSchema,
      handle: () => accept({ status: 'ok' as const }),
    }),
    route({
      ...about,
      path: '/readyz',
      summary: 'The server can serve',
      answer: healthSchema,
      refusals: ['unavailable'],
      handle: () =>
        deps.isReady()
          ? accept({ status: 'ok' as const })
          : refuse('unavailable', 'The server is starting or stopping; try again in a moment.'),
    }),
    route({
      ...about,
      path: '/metrics',
      summary: 'Measurements in Prometheus’ text format',
      answerType: 'text/plain',
      handle: async () => accept(await deps.metrics.text()),
    }),
  ];
}
