// Slows down the guessing of passwords, by account and by address. It knows nothing of open sign-ins and cannot end one.
import { isIP } from 'node:net';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';

export interface SignInThrottle {
  /** Counts one attempt; answers 0, or how long to wait in milliseconds. */
  attempt(account: string, address: string): Promise<number>;
  /** The attempt was right: it counts for nothing, and this address is known to this account from now on. */
  forgive(account: string, address: string): Promise<void>;
}

const windowSeconds = 15 * 60;
const perAccount = 10;
const perAddress = 30;
const maxKnownPlaces = 10_000;

/** Makes a throttle that remembers in memory. */
export function createSignInThrottle(): SignInThrottle {
  const accounts = new RateLimiterMemory({ keyPrefix: 'account', points: perAccount, duration: windowSeconds });
  const addresses = new RateLimiterMemory({ keyPrefix: 'address', points: perAddress, duration: windowSeconds });
  const known = new Set<string>();
  // Where the right password has come from before, guesses from elsewhere must not lock the clerk out.
  const accountKey = (account: string, address: string): string =>
    known.has(`${account} ${address}`) ? `${account} ${address}` : account;
  return {
    async attempt(account, from) {
      const address = placeOf(from);
      const waits = [await consume(addresses, address), await consume(accounts, accountKey(account, address))];
      return Math.max(...waits);
    },
    async forgive(account, from) {
      const address = placeOf(from);
      await accounts.delete(accountKey(account, address));
      await addresses.reward(address);
      if (known.size >= maxKnownPlaces) known.clear();
      known.add(`${account} ${address}`);
    },
  };
}

async function consume(limiter: RateLimiterMemory, key: string): Promise<number> {
  try {
    await limiter.consume(key);
    return 0;
  } catch (refused) {
    if (refused instanceof RateLimiterRes) return Math.max(1000, refused.msBeforeNext);
    throw refused;
  }
}

/** One household or office has a whole /64 of IPv6 addresses (RFC 6177): they count as one place. */
export function placeOf(address: string): string {
  if (isIP(address) !== 6) return address;
  const [head = '', tail] = address.split('%', 1)[0]?.split('::') ?? [];
  const groups = head === '' ? [] : head.split(':');
  const last = tail === undefined || tail === '' ? [] : tail.split(':');
  const missing = tail === undefined ? 0 : 8 - groups.length - last.length;
  const all = [...groups, ...Array<string>(Math.max(0, missing)).fill('0'), ...last];
  return all
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':');
}
