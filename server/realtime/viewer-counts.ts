// Tells each session how many watch it: only when the number changed, and at most once in an interval.

export interface ViewerCounts {
  /** Somebody joined or left. */
  touch(sessionId: string): void;
  stop(): void;
}

interface Told {
  count: number;
  atMs: number;
  timer: NodeJS.Timeout | null;
}

/** Makes the teller; `count` reads the number now, `tell` sends it. */
export function createViewerCounts(options: {
  intervalMs: number;
  now: () => number;
  count: (sessionId: string) => number;
  tell: (sessionId: string, count: number) => void;
}): ViewerCounts {
  const sessions = new Map<string, Told>();
  const tellIfChanged = (sessionId: string, told: Told): void => {
    told.timer = null;
    const count = options.count(sessionId);
    if (count !== told.count) {
      told.count = count;
      told.atMs = options.now();
      options.tell(sessionId, count);
    }
    if (count === 0) sessions.delete(sessionId);
  };
  return {
    touch(sessionId) {
      const told = sessions.get(sessionId) ?? { count: 0, atMs: -Infinity, timer: null };
      sessions.set(sessionId, told);
      if (told.timer !== null) return;
      const wait = Math.min(options.intervalMs, told.atMs + options.intervalMs - options.now());
      // Even the first number waits a moment, so that a hundred who join together make one message.
      told.timer = setTimeout(() => tellIfChanged(sessionId, told), Math.max(wait, Math.min(100, options.intervalMs)));
    },
    stop() {
      for (const told of sessions.values()) if (told.timer !== null) clearTimeout(told.timer);
      sessions.clear();
    },
  };
}
