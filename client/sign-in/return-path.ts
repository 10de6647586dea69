// Where to go after signing in: only pages of this site, so that a link cannot lead staff elsewhere. Pure.

/** The wanted path if it is one of ours, else the desk. `origin` is the page's own origin. */
export function returnPath(wanted: string | null, origin: string): string {
  const home = '/desk';
  if (wanted === null || !wanted.startsWith('/') || wanted.startsWith('//')) return home;
  // Browsers read a backslash as a slash and skip control characters: neither has a place in our paths.
  if (/[\\\p{Cc}]/u.test(wanted) || !URL.canParse(wanted, origin)) return home;
  const url = new URL(wanted, origin);
  if (url.origin !== origin || url.pathname === '/sign-in' || url.pathname === '/setup') return home;
  return `${url.pathname}${url.search}${url.hash}`;
}

/** The sign-in page that leads back to a path. */
export function signInPath(from: string): string {
  return `/sign-in?to=${encodeURIComponent(from)}`;
}
