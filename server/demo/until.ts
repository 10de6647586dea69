// Waiting for facts and playing scripts in time, for the demonstration. Every timer here is cleared when its wait ends.

const betweenLooksMs = 250;

/**
 * Asks again and again until `fact` answers true.
 * @throws the signal's reason when it ends before, or an error that names `what` after `deadlineMs`
 */
export function until(
  what: string,
  fact: () => Promise<boolean>,
  { deadlineMs, signal }: { deadlineMs: number; signal: AbortSignal },
): Promise<void> {
  const startedAt = performance.now();
  return repeat(signal, betweenLooksMs, async () => {
    if (await fact()) return 'done';
    if (performance.now() - startedAt > deadlineMs) throw new Error(`${what}: not within ${deadlineMs / 1000} s`);
    return 'again';
  });
}

/** Something that happens at a second of a script. */
export interface Cue {
  readonly atSecond: number;
  readonly act: () => Promise<void>;
}

/** Plays cues in order, each at its second from now; settles after the last one. */
export function playScript(cues: readonly Cue[], signal: AbortSignal): Promise<void> {
  const startedAt = performance.now();
  let next = 0;
  return repeat(signal, betweenLooksMs, async () => {
    const cue = cues[next];
    if (cue === undefined) return 'done';
    if (performance.now() - startedAt < cue.atSecond * 1000) return 'again';
    next += 1;
    await cue.act();
    return 'again';
  });
}

/** Looks every `everyMs` until the look says that it is done. */
async function repeat(signal: AbortSignal, everyMs: number, look: () => Promise<'done' | 'again'>): Promise<void> {
  for (;;) {
    signal.throwIfAborted();
    if ((await look()) === 'done') return;
    await tick(everyMs, signal);
  }
}

function tick(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = () => {
      clearTimeout(timer);
      reject(signal.reason);
    };
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', stop);
      resolve();
    }, ms);
    signal.addEventListener('abort', stop, { once: true });
  });
}
