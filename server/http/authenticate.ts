// Finds out who asks (the use case reads API token and sign-in cookie); writes and deletes that cookie.
import type { CookieOptions, Request, Response } from 'express';
import { readCookie } from '../contract/sign-in-cookie.ts';
import type { House } from '../usecases/house.ts';
import { whoAsks } from '../usecases/who-asks.ts';
import type { Asker } from './route.ts';

export interface SignInCookie {
  readonly name: string;
  readonly secure: boolean;
}

/** Enough to tell browsers apart. */
const maxAgentLength = 300;

/** Does the request say it carries an API token? Then its cookie does not count. */
export function carriesBearer(request: Request): boolean {
  return /^bearer /i.test(request.headers.authorization ?? '');
}

/** Who asks. Anything that is not positively a valid sign-in or API token is the public. */
export async function identify(options: {
  request: Request;
  response: Response;
  cookie: SignInCookie;
  address: string;
  house: House;
}): Promise<Asker> {
  const { request, response, cookie, address } = options;
  const { actor, signInToken } = await whoAsks(options.house, request.headers, cookie.name);
  return {
    actor,
    address,
    agent: request.headers['user-agent']?.slice(0, maxAgentLength) ?? null,
    signInToken,
    keepSignIn: ({ token, expiresAtMs }) => {
      response.cookie(cookie.name, token, { ...flags(cookie), expires: new Date(expiresAtMs) });
    },
    forgetSignIn: () => {
      response.clearCookie(cookie.name, flags(cookie));
    },
    flow: readCookie(request.headers.cookie, flowName(cookie)),
    keepFlow: (flow, maxAge) => {
      response.cookie(flowName(cookie), flow, { ...flags(cookie), maxAge });
    },
    forgetFlow: () => {
      response.clearCookie(flowName(cookie), flags(cookie));
    },
  };
}

function flowName(cookie: SignInCookie): string {
  return `${cookie.name}_flow`;
}

function flags(cookie: SignInCookie): CookieOptions {
  return { httpOnly: true, sameSite: 'lax', path: '/', secure: cookie.secure };
}
