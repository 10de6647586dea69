// Looks at what is due, one round at a time: saved searches, mails of convocations, webhooks. The clock is the house's.
import type { Bell } from '../usecases/bell.ts';
import type { House } from '../usecases/house.ts';
import { sendDueConvocations } from '../usecases/send-convocations.ts';
import { sendDueAlerts } from '../usecases/send-search-alerts.ts';

export interface DueCourier {
  start(): void;
  /** Waits for the round under way. Idempotent. */
  stop(): Promise<void>;
}

interface Rounds {
  /** One round; answers when the next is due (ms), null when nothing waits. */
  look(): Promise<number | null>;
  /** What is logged when a round fails. */
  readonly failed: string;
  /** Begins a round at once. */
  readonly bell?: Bell;
}

/** It looks at least this often: another process may have added something, for which no bell rings here. */
const longestPauseMs = 60_000;

/** The couriers of all mails that leave by themselves, as one. */
export function createMailCouriers(house: House): DueCourier {
  const couriers = [
    createDueCourier(house, {
      look: () => sendDueAlerts(house),
      failed: 'saved searches could not be looked at',
    }),
    createDueCourier(house, {
      look: () => sendDueConvocations(house),
      failed: 'mails of convocations could not be sent',
      bell: house.outgoing,
    }),
  ];
  return {
    start: () => couriers.forEach((courier) => courier.start()),
    stop: async () => void (await Promise.all(couriers.map((courier) => courier.stop()))),
  };
}

/** A courier of one kind of thing. */
export function createDueCourier(house: House, rounds: Rounds): DueCourier {
  let timer: NodeJS.Timeout | null = null;
  let round: Promise<void> | null = null;
  let isStopped = true;
  let wasRung = false;
  const schedule = (waitMs: number): void => {
    const pauseMs = wasRung ? 0 : Math.min(Math.max(0, waitMs), longestPauseMs);
    wasRung = false;
    timer = isStopped ? null : setTimeout(begin, pauseMs);
  };
  const begin = (): void => {
    timer = null;
    round = rounds
      .look()
      .then((nextAtMs) => (nextAtMs === null ? longestPauseMs : nextAtMs - house.now()))
      .catch((error: unknown) => {
        house.log.error({ err: error }, rounds.failed);
        return longestPauseMs;
      })
      .then(schedule);
  };
  rounds.bell?.onRing(() => {
    wasRung = true;
    if (timer === null) return;
    clearTimeout(timer);
    schedule(0);
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
