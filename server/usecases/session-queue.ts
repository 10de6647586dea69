// Lets the commands of one session run one after the other; those of different sessions do not wait for each other.

export interface SessionQueue {
  /** Runs `work` when everything queued before it for this session has settled. */
  run<T>(sessionId: string, work: () => Promise<T>): Promise<T>;
}

/** Makes the queue; a session without waiting work takes no memory. */
export function createSessionQueue(): SessionQueue {
  const tails = new Map<string, Promise<unknown>>();
  return {
    run(sessionId, work) {
      const before = tails.get(sessionId) ?? Promise.resolve();
      // A failure belongs to whoever asked for that work; the next one runs all the same.
      const mine = before.then(work, work);
      tails.set(sessionId, mine);
      const forget = (): void => {
        if (tails.get(sessionId) === mine) tails.delete(sessionId);
      };
      mine.then(forget, forget);
      return mine;
    },
  };
}
