// A clock that a test moves by hand, with the timers that hang on it. Hours pass in milliseconds, in the right order.
import type { Schedule } from '../../media/ingest/schedule.ts';

export interface HandClock {
  readonly now: () => number;
  readonly monotonicMs: () => number;
  readonly schedule: Schedule;
  /** Lets time pass; every timer that becomes due runs at its own instant, and what it promised settles before the next. */
  pass(ms: number, eachMs?: { readonly everyMs: number; readonly look: () => void }): Promise<void>;
}

interface Timer {
  readonly dueMs: number;
  readonly run: () => void;
}

/** Begins at `epochMs` of the wall clock. */
export function createHandClock(epochMs: number): HandClock {
  let atMs = 0;
  const timers = new Set<Timer>();
  const runUntil = async (endMs: number): Promise<void> => {
    for (;;) {
      const [next] = [...timers].filter(({ dueMs }) => dueMs <= endMs).sort((one, other) => one.dueMs - other.dueMs);
      if (next === undefined) break;
      timers.delete(next);
      atMs = Math.max(atMs, next.dueMs);
      next.run();
      await new Promise((resolve) => setImmediate(resolve));
    }
    atMs = endMs;
  };
  return {
    now: () => Math.round(epochMs + atMs),
    monotonicMs: () => atMs,
    schedule(delayMs, run) {
      const timer = { dueMs: atMs + delayMs, run };
      timers.add(timer);
      return () => void timers.delete(timer);
    },
    async pass(ms, each) {
      const endMs = atMs + ms;
      while (each !== undefined && atMs + each.everyMs <= endMs) {
        await runUntil(atMs + each.everyMs);
        each.look();
      }
      await runUntil(endMs);
    },
  };
}
