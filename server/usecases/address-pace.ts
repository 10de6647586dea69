// How much one address may ask of what costs, counted in memory. Generous, for a school or a town hall with hundreds of viewers is
// one address; pictures, sound and pages have no limit here. The machine's own address is not counted: from there come the
// operator's programs, or a proxy that TRUST_PROXY does not name, behind which everybody would be one.
import { fullBucket, isBucketFull, spendToken, type BucketLimit, type TokenBucket } from '../domain/chat-rules.ts';
import { placeOf } from './sign-in-throttle.ts';

/** What is counted apart. */
export type Costly = 'search' | 'suggestions' | 'askings' | 'feeds' | 'connections';

/** How many at once, and how many a second after that. A class of thirty that searches together stays below it. */
export const addressLimits: Readonly<Record<Costly, BucketLimit>> = {
  search: { capacity: 300, perSecond: 10 },
  // One for every few letters that somebody types.
  suggestions: { capacity: 1000, perSecond: 50 },
  // Each is written down: far more than thirty people press Enter.
  askings: { capacity: 60, perSecond: 1 },
  // Calendars and news readers ask a few times a day.
  feeds: { capacity: 120, perSecond: 2 },
  // After a restart everyone behind the address comes back at once.
  connections: { capacity: 1000, perSecond: 50 },
};

/** Open sockets of one address: each page has one. */
export const mostSocketsOfAddress = 3000;

export interface AddressPace {
  /** 0: go on, and it is counted; else how long to wait (ms). */
  draw(what: Costly, address: string): number;
}

/** Above this many remembered addresses those with a full bucket are forgotten. */
const manyAddresses = 10_000;

/** Makes the pace keeper. */
export function createAddressPace(now: () => number): AddressPace {
  const known = new Map<string, { what: Costly; bucket: TokenBucket }>();
  return {
    draw(what, address) {
      if (isOwnMachine(address)) return 0;
      const key = `${what} ${placeOf(address)}`;
      const limit = addressLimits[what];
      const nowMs = now();
      const spent = spendToken(known.get(key)?.bucket ?? fullBucket(limit, nowMs), limit, nowMs);
      known.set(key, { what, bucket: spent.bucket });
      if (known.size > manyAddresses) forgetFull(known, nowMs);
      return spent.allowed ? 0 : spent.retryAfterMs;
    },
  };
}

/** Loopback, as {@link placeOf} takes addresses. */
export function isOwnMachine(address: string): boolean {
  return address === '::1' || address.startsWith('127.');
}

function forgetFull(known: Map<string, { what: Costly; bucket: TokenBucket }>, nowMs: number): void {
  for (const [key, { what, bucket }] of known) if (isBucketFull(bucket, addressLimits[what], nowMs)) known.delete(key);
}
