// How long to wait before asking the origin again. Pure; the engine owns the timer.

/**
 * Milliseconds before retry number `attempt` (0 = the first): doubles from half a second up to a cap.
 * While live the cap is 2 s, because pictures may come back at any moment; in the archive 10 s.
 */
export function retryDelayMs(attempt: number, live: boolean): number {
  const capMs = live ? 2_000 : 10_000;
  return Math.min(capMs, 500 * 2 ** Math.min(attempt, 10));
}

/** How many times in a row the archive is asked before the player says that it failed; live never gives up. */
export const archiveRetries = 6;
