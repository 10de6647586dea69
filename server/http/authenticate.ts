// Finds out who asks: reads the sign-in cookie and lets the use case say whose it is; writes and deletes that cookie.
import type { CookieOptions, Request, Response } from 'express';
import type { Actor } from '../contract/accounts.ts';
import { readSignInToken } from '../contract/sign-in-cookie.ts';
import type { Asker } from './route.ts';

export interface SignInCookie {
  readonly name: string;
  readonly secure: boolean;
}

/** Does the request say it carries an API token? Then its cookie does not count. */
export function carriesBearer(request: Request): boolean {
  return /^bearer /i.test(request.headers.authorization ?? '');
}

/** Who asks. Anything that is not positively a valid sign-in is the public. */
export async function identify(options: {
  request: Request;
  response: Response;
  cookie: SignInCookie;
  address: string;
  whoIs: (token: string) => Promise<Actor>;
}): Promise<Asker> {
  const { request, response, cookie, address } = options;
  const signInToken = carriesBearer(request) ? null : readSignInToken(request.headers.cookie, cookie.name);
  return {
    actor: signInToken === null ? { kind: 'public' } : await options.whoIs(signInToken),
    address,
    signInToken,
    keepSignIn: ({ token, expiresAtMs }) => {
      response.cookie(cookie.name, token, { ...flags(cookie), expires: new Date(expiresAtMs) });
    },
    forgetSignIn: () => {
      response.clearCookie(cookie.name, flags(cookie));
    },
  };
}

function flags(cookie: SignInCookie): CookieOptions {
  return { httpOnly: true, sameSite: 'lax', path: '/', secure: cookie.secure };
}
