// One log line and one measurement a request, written when its answer has gone out. Query strings are not logged.
import type { Request, RequestHandler } from 'express';
import type { Log } from '../usecases/house.ts';
import type { Metrics } from './metrics.ts';

/** Requests that are too many or too dull for the ordinary log. */
const quiet = /^\/(healthz|readyz|metrics|assets\/)/;

/** Logs and measures requests; `route` is the pattern, so that addresses do not multiply the metrics. */
export function watchRequests(log: Log, metrics: Metrics): RequestHandler {
  return (request, response, next) => {
    const startedAt = process.hrtime.bigint();
    response.on('finish', () => {
      const seconds = Number(process.hrtime.bigint() - startedAt) / 1e9;
      const route = routeOf(request);
      metrics.httpDuration.observe({ method: request.method, route, status: response.statusCode }, seconds);
      const line = {
        method: request.method,
        path: request.path.slice(0, 200),
        status: response.statusCode,
        ms: Math.round(seconds * 1000),
      };
      if (quiet.test(request.path)) log.debug(line, 'request');
      else log.info(line, 'request');
    });
    next();
  };
}

function routeOf(request: Request): string {
  const route: unknown = request.route;
  const path = route !== null && typeof route === 'object' && 'path' in route ? route.path : null;
  return typeof path === 'string' ? path : 'none';
}
