// What the page of a session says by its status: 410 for a withheld one, as the outside contract promises, 404 where there
// is none to see. The page itself is the same; it explains in words. Must not know what the page shows.
import type { RequestHandler } from 'express';
import { problemStatus } from '../contract/problems.ts';
import { findVisibleSession } from '../usecases/find-visible-session.ts';
import type { House } from '../usecases/house.ts';
import { whoAsks } from '../usecases/who-asks.ts';

/** Sets the status of the page at `/sessions/:id`; whoever serves the page's file comes after it. */
export function statusOfSession(house: House, cookieName: string): RequestHandler<{ id: string }> {
  return async (request, response, next) => {
    const { actor } = await whoAsks(house, request.headers, cookieName);
    const found = await findVisibleSession(house, actor, request.params.id);
    if (!found.ok) response.status(problemStatus[found.refusal.code]);
    next();
  };
}
