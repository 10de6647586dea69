// Slows down who would have strangers written to. Shared by everything that asks an address whether it wants mail.
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { placeOf } from './sign-in-throttle.ts';

/** By place, by address written to, and altogether. */
export interface MailThrottle {
  /** 0, or how long to wait in milliseconds. */
  attempt(address: string, email: string): Promise<number>;
}

/** Makes a throttle that remembers in memory. */
export function createMailThrottle(): MailThrottle {
  const hour = 60 * 60;
  const limits = [
    { limiter: new RateLimiterMemory({ keyPrefix: 'place', points: 10, duration: hour }), key: placeOf },
    { limiter: new RateLimiterMemory({ keyPrefix: 'all', points: 300, duration: hour }), key: () => 'all' },
  ];
  const mails = new RateLimiterMemory({ keyPrefix: 'mail', points: 5, duration: 24 * hour });
  return {
    async attempt(address, email) {
      try {
        for (const { key, limiter } of limits) await limiter.consume(key(address));
        await mails.consume(email.toLowerCase());
        return 0;
      } catch (refused) {
        if (refused instanceof RateLimiterRes) return Math.max(1000, refused.msBeforeNext);
        throw refused;
      }
    },
  };
}
