// The whole table of routes, the OpenAPI document among them, and what is answered outside Express.
import { z } from 'zod';
import { accept } from '../contract/problems.ts';
import type { House } from '../usecases/house.ts';
import { createMailThrottle } from '../usecases/mail-throttle.ts';
import { createSignInThrottle } from '../usecases/sign-in-throttle.ts';
import type { Metrics } from './metrics.ts';
import { describeRoutes } from './openapi.ts';
import { route } from './route.ts';
import type { Route, RouteDescription } from './route.ts';
import { accountRoutes } from './routes/accounts.ts';
import { sessionParams } from './routes/answers.ts';
import { bodyRoutes, logRoutes } from './routes/council.ts';
import { fileRoutes } from './routes/files.ts';
import { deskRoutes } from './routes/desk.ts';
import { calendarRoutes, preparationRoutes } from './routes/calendar.ts';
import { chatRoutes } from './routes/chat.ts';
import { convocationRoutes, subscriptionRoutes } from './routes/convocations.ts';
import { documentRoutes } from './routes/documents.ts';
import { integrationRoutes } from './routes/integrations.ts';
import { openIdRoutes } from './routes/openid.ts';
import { feedRoutes } from './routes/feeds.ts';
import { operationRoutes } from './routes/operations.ts';
import { photoRoutes } from './routes/photos.ts';
import { recordRoutes } from './routes/records.ts';
import { rehearsalRoutes } from './routes/rehearsal.ts';
import { secondFactorRoutes } from './routes/second-factor.ts';
import { searchAlertRoutes } from './routes/search-alerts.ts';
import { searchRoutes } from './routes/search.ts';
import { sessionRoutes } from './routes/sessions.ts';
import { staffRoutes } from './routes/staff.ts';
import { afterRoutes, correctionRoutes } from './routes/after.ts';
import { withheldRoutes } from './routes/withheld.ts';
import { townRoutes } from './routes/town.ts';
import { uploadRoutes } from './routes/uploads.ts';
import { webhookRoutes } from './routes/webhooks.ts';

interface RouteDeps {
  readonly house: House;
  readonly metrics: Metrics;
  readonly isReady: () => boolean;
  readonly cookieName: string;
}

/** Every route Express serves. */
export function allRoutes(deps: RouteDeps): Route[] {
  const throttle = createSignInThrottle();
  const mails = createMailThrottle();
  const routes: Route[] = [
    ...operationRoutes(deps),
    ...accountRoutes(deps.house, throttle),
    ...openIdRoutes(deps.house),
    ...secondFactorRoutes(deps.house, throttle),
    ...staffRoutes(deps.house),
    ...townRoutes(deps.house),
    ...integrationRoutes(deps.house),
    ...webhookRoutes(deps.house),
    ...sessionRoutes(deps.house),
    ...deskRoutes(deps.house),
    ...chatRoutes(deps.house),
    ...bodyRoutes(deps.house),
    ...photoRoutes(deps.house),
    ...logRoutes(deps.house),
    ...fileRoutes(deps.house),
    ...documentRoutes(deps.house),
    ...calendarRoutes(deps.house),
    ...preparationRoutes(deps.house),
    ...feedRoutes(deps.house),
    ...rehearsalRoutes(deps.house),
    ...uploadRoutes(deps.house),
    ...recordRoutes(deps.house),
    ...withheldRoutes(deps.house),
    ...afterRoutes(deps.house),
    ...correctionRoutes(deps.house),
    ...searchRoutes(deps.house),
    ...searchAlertRoutes(deps.house, mails),
    ...subscriptionRoutes(deps.house, mails),
    ...convocationRoutes(deps.house),
  ];
  const openapi = openapiRoute(() => describeRoutes([...routes, openapi, ...mediaRoutes], deps.cookieName));
  return [...routes, openapi];
}

function openapiRoute(describe: () => Record<string, unknown>): Route {
  let document: Record<string, unknown> | null = null;
  return route({
    method: 'get',
    path: '/api/openapi.json',
    subject: 'Operations',
    summary: 'This document',
    access: 'public',
    status: 200,
    answer: z.record(z.string(), z.unknown()),
    refusals: [],
    handle: () => accept((document ??= describe())),
  });
}

/** Answered by live media, described here. */
const mediaRoutes: readonly RouteDescription[] = [
  {
    method: 'get',
    path: '/hls/{id}/master.m3u8',
    subject: 'Media',
    summary: 'Live: low-latency HLS; afterwards the whole session as VOD, at the same address',
    access: 'public',
    params: sessionParams,
    status: 200,
    answerType: 'application/vnd.apple.mpegurl',
    refusals: ['not-found', 'withheld'],
  },
];
