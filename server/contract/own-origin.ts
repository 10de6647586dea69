// The rule against forged requests: is an `Origin` header this site's own? Shared by HTTP and the socket handshake.

/**
 * True when `origin` is the public origin, or, when none is set, names the host the request was sent to.
 * A missing, opaque (`null`) or unreadable origin is never own.
 */
export function isOwnOrigin(
  origin: string | undefined,
  own: { publicOrigin: string | null; host: string | undefined },
): boolean {
  if (origin === undefined || !URL.canParse(origin)) return false;
  const given = new URL(origin);
  if (own.publicOrigin !== null) return given.origin === own.publicOrigin;
  return own.host !== undefined && given.host.toLowerCase() === hostOf(own.host, given.protocol);
}

/** A default port may stand in the `Host` header but never in an origin. */
function hostOf(host: string, protocol: string): string {
  const address = `${protocol}//${host}`;
  return URL.canParse(address) ? new URL(address).host.toLowerCase() : '';
}
