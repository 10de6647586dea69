// Carries webhooks: comes when the bell rings or when the next delivery is due, one round at a time.
import { deliverDueWebhooks } from '../usecases/deliver-webhooks.ts';
import type { Post } from '../usecases/deliver-webhooks.ts';
import type { House } from '../usecases/house.ts';

export interface WebhookCourier {
  start(): void;
  /** Waits for the round under way. Idempotent. */
  stop(): Promise<void>;
}

/** Even without bell and due date it looks this often: another process may have written into the outbox. */
const longestPauseMs = 60_000;

/** Makes the courier. */
export function createWebhookCourier(house: House, post: Post): WebhookCourier {
  let timer: NodeJS.Timeout | null = null;
  let round: Promise<void> | null = null;
  let isStopped = true;
  let wasRung = false;
  const schedule = (waitMs: number): void => {
    if (timer !== null) clearTimeout(timer);
    timer = isStopped ? null : setTimeout(begin, Math.min(Math.max(0, waitMs), longestPauseMs));
  };
  const begin = (): void => {
    if (round !== null || isStopped) return;
    wasRung = false;
    round = deliverDueWebhooks(house, post)
      .catch((error: unknown) => {
        house.log.error({ err: error }, 'webhooks could not be delivered');
        return null;
      })
      .then((nextAtMs) => {
        round = null;
        schedule(wasRung ? 0 : nextAtMs === null ? longestPauseMs : nextAtMs - house.now());
      });
  };
  house.webhooks.onRing(() => {
    wasRung = true;
    if (round === null) schedule(0);
  });
  return {
    start() {
      isStopped = false;
      schedule(0);
    },
    async stop() {
      isStopped = true;
      if (timer !== null) clearTimeout(timer);
      await round;
    },
  };
}
