// The server's clock: wall time that never jumps. Read from the machine once, then carried on by its monotonic clock,
// so that a clock that is set in mid-session disturbs neither order nor durations.

export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Milliseconds of a clock that only goes forward; its zero has no meaning. */
  monotonicMs(): number;
}

/** Anchors the clock at this moment. */
export function createClock(): Clock {
  const monotonicMs = (): number => performance.now();
  const epochMs = Date.now() - monotonicMs();
  return { monotonicMs, now: () => Math.round(epochMs + monotonicMs()) };
}
