// The Express application: fences, then the table of routes, then the client's files. Must not know what the routes do.
import compression from 'compression';
import express from 'express';
import type { ErrorRequestHandler, Express } from 'express';
import { signInCookieName } from '../contract/sign-in-cookie.ts';
import type { House } from '../usecases/house.ts';
import { allRoutes } from './all-routes.ts';
import type { AddressOf } from './client-address.ts';
import { serveClient } from './client-files.ts';
import { explainError } from './explain-error.ts';
import type { Metrics } from './metrics.ts';
import { watchRequests } from './request-log.ts';
import { sendRefusal } from './respond.ts';
import { fenceData, fencePages, limitDevices } from './security-headers.ts';
import { mountRoutes } from './serve-route.ts';
import { statusOfSession } from './session-page.ts';

/** What the application needs from the composition root. */
export interface AppDeps {
  readonly house: House;
  readonly metrics: Metrics;
  readonly addressOf: AddressOf;
  /** PUBLIC_URL's origin, or null. */
  readonly publicOrigin: string | null;
  /** Folder of the built client. */
  readonly clientFolder: string;
  /** False while starting and stopping: `/readyz` answers 503. */
  readonly isReady: () => boolean;
}

/** Makes the application. Requests below /hls are answered before it, by live media. */
export function createApp(deps: AppDeps): Express {
  const secure = deps.publicOrigin?.startsWith('https:') === true;
  const cookie = { name: signInCookieName({ secure }), secure };
  const app = express();
  app.disable('x-powered-by');
  app.set('query parser', 'simple');
  app.set('etag', 'weak');
  app.use(watchRequests(deps.house.log, deps.metrics));
  app.use(fencePages({ secure }));
  app.use(limitDevices);
  app.use('/api', fenceData);
  app.use(compression());
  mountRoutes(app, allRoutes({ ...deps, cookieName: cookie.name }), { ...deps, cookie });
  app.use('/api', (_request, response) => {
    sendRefusal(response, {
      code: 'not-found',
      detail: 'There is nothing here; /api/openapi.json lists what there is.',
    });
  });
  app.get(['/sessions/:id', '/sessions/:id/versions/:version'], statusOfSession(deps.house, cookie.name));
  app.use(serveClient(deps.clientFolder));
  app.use((_request, response) => {
    sendRefusal(response, { code: 'not-found', detail: 'There is no such file.' });
  });
  app.use(answerError(deps.house));
  return app;
}

/** The last resort: known faults of requests become refusals, everything else is a bug, logged here once. */
function answerError(house: House): ErrorRequestHandler {
  return (error: unknown, request, response, next) => {
    const refusal = explainError(error);
    if (refusal.code === 'internal')
      house.log.error({ err: error, method: request.method, path: request.path }, 'request failed');
    if (response.headersSent) next(error);
    else sendRefusal(response, refusal);
  };
}
