// Puts rows of the table of routes into Express: forgery check, who asks, permission, body, handler, answer - in this order.
import express from 'express';
import type { Express, Request, RequestHandler, Response } from 'express';
import { maxAgendaBytes } from '../contract/files.ts';
import type { IncomingFile } from '../contract/files.ts';
import type { Outcome, Refusal } from '../contract/problems.ts';
import type { House } from '../usecases/house.ts';
import { createAddressPace, type AddressPace } from '../usecases/address-pace.ts';
import { requireEntry } from '../usecases/require-entry.ts';
import { identify } from './authenticate.ts';
import type { SignInCookie } from './authenticate.ts';
import type { AddressOf } from './client-address.ts';
import { receiveFile } from './receive-file.ts';
import { sendRefusal, sendValue } from './respond.ts';
import type { Asker, MediaType, Route } from './route.ts';
import { findForgery } from './same-origin.ts';

interface Surroundings {
  readonly house: House;
  readonly addressOf: AddressOf;
  readonly publicOrigin: string | null;
  readonly cookie: SignInCookie;
}

/** Mounts every route; a known address asked with another method answers 405 and names the methods there are. */
export function mountRoutes(app: Express, routes: readonly Route[], around: Surroundings): void {
  const pace = createAddressPace(around.house.now);
  for (const route of routes) app[route.method](toExpressPath(route.path), serveRoute(route, around, pace));
  for (const path of new Set(routes.map((route) => route.path))) {
    const allowed = routes.filter((route) => route.path === path).map((route) => route.method.toUpperCase());
    app.all(toExpressPath(path), (_request, response) => {
      response.set('Allow', allowed.join(', '));
      sendRefusal(response, { code: 'method-not-allowed', detail: `This address answers ${allowed.join(' and ')}.` });
    });
  }
}

/** `/api/sessions/{id}` → `/api/sessions/:id`. */
export function toExpressPath(path: string): string {
  return path.replaceAll(/\{(\w+)\}/g, ':$1');
}

const jsonBody = express.json({ limit: '1mb' });
const vttBody = express.text({ type: 'text/vtt', limit: '10mb' });
const plainBody = express.text({ type: 'text/plain', limit: '1mb' });

const fileBody = express.raw({ type: 'application/octet-stream', limit: maxAgendaBytes });

const parsers: Partial<Record<MediaType, RequestHandler>> = {
  'text/vtt': vttBody,
  'text/plain': plainBody,
  'application/octet-stream': fileBody,
};

function serveRoute(route: Route, around: Surroundings, pace: AddressPace): RequestHandler {
  const site = { publicOrigin: around.publicOrigin, cookieName: around.cookie.name };
  return async (request, response) => {
    const forgery = findForgery(request, site);
    if (forgery !== null && !forgery.ok) return sendRefusal(response, forgery.refusal);
    const asker = await identify({
      request,
      response,
      cookie: around.cookie,
      address: around.addressOf(request),
      house: around.house,
    });
    const waitMs =
      route.costs !== undefined && asker.actor.kind === 'public' ? pace.draw(route.costs, asker.address) : 0;
    if (waitMs > 0) return sendRefusal(response, tooMany(waitMs));
    const entry = await requireEntry(around.house, asker.actor, {
      access: route.access,
      ...subjectOf(route, request),
    });
    if (!entry.ok) return sendRefusal(response, entry.refusal);
    if (route.exchange !== undefined) return serveExchange(route.exchange, request, response, asker);
    const refusal = refuseBodyType(route, request);
    if (refusal !== null) return sendRefusal(response, refusal);
    const outcome = await runWithBody(route, { request, response, house: around.house }, asker);
    if (outcome.ok) sendValue(response, route, outcome.value);
    else sendRefusal(response, outcome.refusal);
  };
}

function tooMany(retryAfterMs: number): Refusal {
  const detail = 'Too many requests from your address; wait a moment and try again.';
  return { code: 'slow-down', detail, retryAfterMs };
}

interface Exchange {
  readonly request: Request;
  readonly response: Response;
  readonly house: House;
}

/** Reads the body and runs the route; a file that the route does not keep is dropped. */
async function runWithBody(route: Route, exchange: Exchange, asker: Asker): Promise<Outcome<unknown>> {
  const { request, response, house } = exchange;
  const { params, query } = request;
  if (route.fileLimit === undefined) {
    await readBody(route, request, response);
    return route.run({ params, query, body: request.body }, asker);
  }
  const received: Outcome<IncomingFile> = await receiveFile(house, request, route.fileLimit);
  if (!received.ok) return received;
  try {
    return await route.run({ params, query, body: received.value }, asker);
  } finally {
    await house.files.discard(received.value);
  }
}

/** The answer has been written when the handler accepts. */
async function serveExchange(
  exchange: NonNullable<Route['exchange']>,
  request: Request,
  response: Response,
  asker: Asker,
): Promise<void> {
  const raw = { params: request.params, query: {}, body: request.headers };
  const outcome = await exchange(raw, asker, { request, response });
  if (!outcome.ok) sendRefusal(response, outcome.refusal);
}

/** The session or the body that an address is about. */
function subjectOf(route: Route, request: Request): { sessionId: string | null; bodyId: string | null } {
  const id = request.params['id'];
  const idBelow = (start: string): string | null =>
    route.path.startsWith(start) && typeof id === 'string' ? id : null;
  return { sessionId: idBelow('/api/sessions/{id}'), bodyId: idBelow('/api/bodies/{id}') };
}

function refuseBodyType(route: Route, request: Request): Refusal | null {
  if (route.body === undefined) return null;
  const wanted = route.bodyType ?? 'application/json';
  const hasBody =
    request.headers['transfer-encoding'] !== undefined || Number(request.headers['content-length'] ?? 0) > 0;
  if (!hasBody || request.is(wanted) !== false) return null;
  return { code: 'unsupported-media-type', detail: `The body must be ${wanted}; say so in Content-Type.` };
}

/** Reads the body only now, when it is known that the asker may send one. */
function readBody(route: Route, request: Request, response: Response): Promise<void> {
  if (route.body === undefined) return Promise.resolve();
  const parse = parsers[route.bodyType ?? 'application/json'] ?? jsonBody;
  return new Promise((resolve, reject) => {
    parse(request, response, (error?: unknown) => (error === undefined ? resolve() : reject(error)));
  });
}
