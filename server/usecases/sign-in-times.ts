// How long a sign-in lasts. Pure.

const hourMs = 60 * 60 * 1000;

/** Unused, a sign-in ends after this: longer than the longest night session. */
export const idleSignInMs = 12 * hourMs;

/** Used or not, a sign-in ends after this. */
export const longestSignInMs = 7 * 24 * hourMs;

/** A use is written down at most this often, so that reading costs no writing. */
export const touchEveryMs = 60 * 1000;

/** When a sign-in ends, as things stand. */
export function expiryOf(signIn: { createdAtMs: number; lastSeenAtMs: number }): number {
  return Math.min(signIn.createdAtMs + longestSignInMs, signIn.lastSeenAtMs + idleSignInMs);
}
