// Was the machine's clock set? The session's own clock never jumps, so the two are compared. Pure.

/** Less is a time service at work. */
const mostSkewMs = 2000;

export interface ClockWatch {
  /** Seconds by which the machine's clock has been set since the start, or null while it agrees. */
  skewSeconds(): number | null;
}

/** `wallMs` is the machine's clock, `now` the one that only goes forward. */
export function createClockWatch(wallMs: () => number, now: () => number): ClockWatch {
  return {
    skewSeconds() {
      const skewMs = wallMs() - now();
      return Math.abs(skewMs) < mostSkewMs ? null : Math.round(skewMs / 1000);
    },
  };
}
