// How rooms of media wait: a function that can be replaced in tests, and whose answer cancels. Knows nothing about feeds.

/** Runs `run` once after `delayMs`; the answer cancels it and may be called at any time, also twice. */
export type Schedule = (delayMs: number, run: () => void) => () => void;

/** The real clock's {@link Schedule}. */
export const scheduleByTimer: Schedule = (delayMs, run) => {
  const timer = setTimeout(run, delayMs);
  return () => clearTimeout(timer);
};
