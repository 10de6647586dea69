// The one place in the tests that polls: waits until something is true, never for a length of time.
import { setTimeout as pause } from 'node:timers/promises';

/** How {@link waitFor} waits. */
export interface Waiting {
  /** After this long the fact counts as failed; two minutes unless told: patience costs nothing where the fact comes. */
  readonly deadlineMs?: number;
  /** What is waited for, in words: stands in the failure. */
  readonly describe: string;
  readonly signal?: AbortSignal;
}

const betweenLooksMs = 20;

/**
 * Looks again and again until `fact` answers something that is not false, null or undefined, and returns it.
 * An error thrown by `fact` is "not yet"; the last one is the cause of the failure.
 * @throws Error naming `describe` when the deadline passes
 */
export async function waitFor<T>(
  fact: () => T | null | undefined | false | Promise<T | null | undefined | false>,
  { deadlineMs = 120_000, describe, signal }: Waiting,
): Promise<T> {
  const deadline = performance.now() + deadlineMs;
  let cause: unknown;
  for (;;) {
    try {
      const answer = await fact();
      if (answer !== false && answer !== null && answer !== undefined) return answer;
      cause = undefined;
    } catch (error) {
      cause = error;
    }
    if (performance.now() >= deadline) throw new Error(`not true within ${deadlineMs} ms: ${describe}`, { cause });
    await pause(betweenLooksMs, undefined, signal === undefined ? {} : { signal });
  }
}
