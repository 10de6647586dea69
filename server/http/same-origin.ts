// Refuses forged requests: a state-changing request that carries the sign-in cookie must come from this site's own pages.
// The rule stands in the outside contract; Bearer requests cannot be forged by a page and need no origin.
import type { Request } from 'express';
import { isOwnOrigin } from '../contract/own-origin.ts';
import { refuse } from '../contract/problems.ts';
import type { Outcome } from '../contract/problems.ts';
import { carriesSignIn } from '../contract/sign-in-cookie.ts';
import { carriesBearer } from './authenticate.ts';

/** How this site is known from the outside. */
export interface Site {
  readonly publicOrigin: string | null;
  readonly cookieName: string;
}

const safeMethods = new Set(['GET', 'HEAD', 'OPTIONS']);

/** Null when the request may go on. */
export function findForgery(request: Request, site: Site): Outcome<never> | null {
  if (safeMethods.has(request.method) || carriesBearer(request)) return null;
  if (!carriesSignIn(request.headers.cookie, site.cookieName)) return null;
  const { origin, host } = request.headers;
  if (isOwnOrigin(origin, { publicOrigin: site.publicOrigin, host })) return null;
  const cure = 'send the request from this site’s own pages';
  return refuse(
    'foreign-origin',
    origin === undefined
      ? `The request has no Origin header: ${cure}.`
      : `The request comes from another site: ${cure}.`,
  );
}
