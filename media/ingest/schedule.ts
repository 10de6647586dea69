// How rooms of media wait: a function that can be replaced in tests, and whose answer cancels. Knows nothing about feeds.

/** Runs `run` once after `delayMs`; the answer cancels it and may be called at any time, also twice. */
export type Schedule = (delayMs: number, run: () => void) => () => void;

/**
 * The real clock's {@link Schedule}. What had already arrived when the time was up is read before `run`: a process that stood
 * still for ten seconds finds ten seconds of media waiting, and must not take that for ten seconds of silence.
 */
export const scheduleByTimer: Schedule = (delayMs, run) => {
  let reading: NodeJS.Immediate | undefined;
  const timer = setTimeout(() => {
    // Node polls its sockets after timers and before immediates.
    reading = setImmediate(run);
  }, delayMs);
  return () => {
    clearTimeout(timer);
    clearImmediate(reading);
  };
};
