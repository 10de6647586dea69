// Looks at saved searches when they are due, one round at a time. The clock is the house's.
import type { House } from '../usecases/house.ts';
import { sendDueAlerts } from '../usecases/send-search-alerts.ts';

export interface SearchAlertCourier {
  start(): void;
  /** Waits for the round under way. Idempotent. */
  stop(): Promise<void>;
}

/** A subscription that is confirmed meanwhile is looked at no later than this after it is due. */
const longestPauseMs = 60_000;

/** Makes the courier. */
export function createSearchAlertCourier(house: House): SearchAlertCourier {
  let timer: NodeJS.Timeout | null = null;
  let round: Promise<void> | null = null;
  let isStopped = true;
  const schedule = (waitMs: number): void => {
    timer = isStopped ? null : setTimeout(begin, Math.min(Math.max(0, waitMs), longestPauseMs));
  };
  const begin = (): void => {
    round = sendDueAlerts(house)
      .then((nextAtMs) => (nextAtMs === null ? longestPauseMs : nextAtMs - house.now()))
      .catch((error: unknown) => {
        house.log.error({ err: error }, 'saved searches could not be looked at');
        return longestPauseMs;
      })
      .then(schedule);
  };
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
