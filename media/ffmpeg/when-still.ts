// Tells when something has stopped moving: a process that works for long is left alone, one that hangs is noticed.
// Knows no process.

/** What is done after so long without movement; once, unless something moves in between. */
export interface StillStep {
  readonly afterMs: number;
  readonly run: () => void;
}

const looksPerStep = 8;

/** `movement` answers a number that is another one whenever something has moved. Answers a function that ends the watch. */
export function whenStill(movement: () => number, steps: readonly StillStep[]): () => void {
  const shortestMs = Math.min(...steps.map(({ afterMs }) => afterMs));
  let seen = movement();
  let stillSinceMs = performance.now();
  let done = 0;
  const timer = setInterval(
    () => {
      const now = movement();
      if (now !== seen) [seen, stillSinceMs, done] = [now, performance.now(), 0];
      const due = steps.filter(({ afterMs }) => performance.now() - stillSinceMs >= afterMs).slice(done);
      done += due.length;
      for (const step of due) step.run();
    },
    Math.max(1, shortestMs / looksPerStep),
  );
  return () => clearInterval(timer);
}
