// The sign-in cookie as HTTP and sockets both read it. Must not know who is signed in.

const plainName = 'casa_sign_in';

/** Name of the cookie; `__Host-` binds it to this very host, which browsers allow over https only. */
export function signInCookieName(options: { secure: boolean }): string {
  return options.secure ? `__Host-${plainName}` : plainName;
}

/** The token in a `Cookie` header, or null. Values that cannot be a token are no token. */
export function readSignInToken(cookieHeader: string | undefined, name: string): string | null {
  const value = readCookie(cookieHeader, name);
  return value !== null && /^[\w-]{20,100}$/.test(value) ? value : null;
}

/** The value of a cookie as it stands in a `Cookie` header (RFC 6265 section 4.2.1), or null. */
export function readCookie(cookieHeader: string | undefined, name: string): string | null {
  for (const pair of (cookieHeader ?? '').split(';')) {
    const equals = pair.indexOf('=');
    if (equals !== -1 && pair.slice(0, equals).trim() === name) return pair.slice(equals + 1).trim();
  }
  return null;
}

/** Does this request carry the sign-in cookie, whatever its worth? */
export function carriesSignIn(cookieHeader: string | undefined, name: string): boolean {
  return (cookieHeader ?? '').split(';').some((pair) => pair.split('=', 1)[0]?.trim() === name);
}
