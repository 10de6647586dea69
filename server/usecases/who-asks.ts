// Who sends a request: an API token counts before the sign-in cookie, and a wrong one is not mended by a cookie beside it.
import type { Actor } from '../contract/accounts.ts';
import { readBearerToken } from '../contract/api-tokens.ts';
import { readSignInToken } from '../contract/sign-in-cookie.ts';
import { whoseToken } from './api-tokens.ts';
import type { House } from './house.ts';
import { whoIs } from './who-is.ts';

/** The two headers that can say who asks. */
interface Headers {
  readonly authorization?: string | undefined;
  readonly cookie?: string | undefined;
}

/** The actor, and the sign-in's token when the cookie decided. */
export async function whoAsks(
  house: House,
  headers: Headers,
  cookieName: string,
): Promise<{ actor: Actor; signInToken: string | null }> {
  if (/^bearer /i.test(headers.authorization ?? '')) {
    const token = readBearerToken(headers.authorization);
    return { actor: token === null ? { kind: 'public' } : await whoseToken(house, token), signInToken: null };
  }
  const signInToken = readSignInToken(headers.cookie, cookieName);
  return { actor: signInToken === null ? { kind: 'public' } : await whoIs(house, signInToken), signInToken };
}
