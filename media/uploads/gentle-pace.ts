// Keeps work on a file no faster than life while something more important goes on. Knows neither files nor sessions.

export interface GentlePace {
  /** Called with how many seconds of the film are done; settles when more may be done. Throws the signal's reason. */
  keep(filmSeconds: number, signal: AbortSignal): Promise<void>;
}

export interface GentlePaceOptions {
  /** Somebody else needs the machine now. */
  readonly isBusy: () => boolean;
  readonly monotonicMs: () => number;
  /** Settles after this long, or when the signal fires. */
  readonly wait?: (ms: number, signal: AbortSignal) => Promise<void>;
}

/** It is looked this often whether the machine is free again. */
const lookEveryMs = 500;

export function createGentlePace({ isBusy, monotonicMs, wait = waitFor }: GentlePaceOptions): GentlePace {
  let last: { filmSeconds: number; atMs: number } | null = null;
  return {
    async keep(filmSeconds, signal) {
      const from = last ?? { filmSeconds, atMs: monotonicMs() };
      const dueMs = from.atMs + (filmSeconds - from.filmSeconds) * 1000;
      for (let leftMs = dueMs - monotonicMs(); leftMs > 0 && isBusy(); leftMs = dueMs - monotonicMs()) {
        await wait(Math.min(leftMs, lookEveryMs), signal);
        signal.throwIfAborted();
      }
      last = { filmSeconds, atMs: monotonicMs() };
    },
  };
}

function waitFor(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, ms);
    signal.addEventListener('abort', end);
  });
}
