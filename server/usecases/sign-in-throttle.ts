// Slows down the guessing of passwords, by account and by address. It knows nothing of open sign-ins and cannot end one.
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
    async attempt(account, address) {
      const waits = [await consume(addresses, address), await consume(accounts, accountKey(account, address))];
      return Math.max(...waits);
    },
    async forgive(account, address) {
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
