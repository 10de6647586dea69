// Keeps one process running for as long as it is wanted. The only layer that restarts; knows nothing of what it runs.

// | wanted  | actual   | happens                                                      |
// |---------|----------|--------------------------------------------------------------|
// | running | stopped  | start                                                        |
// | running | running  | nothing                                                      |
// | running | waiting  | start when the pause is over                                 |
// | stopped | waiting  | give up the pause → stopped                                  |
// | stopped | running  | finish (last part whole) or cut (at once), as was asked      |
// | stopped | stopped  | nothing                                                      |
// An exit while it is wanted leads from running to waiting; an exit while it is not, to stopped.

/** What can be supervised; `exited` settles once and never rejects. */
export interface RunningThing<Exit> {
  readonly exited: Promise<Exit>;
  kill(): void;
  finish(deadlineMs: number): Promise<Exit>;
}

export interface SupervisorState {
  readonly wanted: 'running' | 'stopped';
  readonly actual: 'stopped' | 'running' | 'waiting';
  /** Starts since it was last wanted, the first included. */
  readonly starts: number;
}

export interface SupervisorOptions<Exit, Thing extends RunningThing<Exit>> {
  /** Starts the thing; a throw counts as a failed start and is tried again. */
  readonly start: () => Thing;
  /** Runs `task` after a while; gives back the function that calls it off. */
  readonly schedule: (delayMs: number, task: () => void) => () => void;
  readonly backoff: Backoff;
  readonly nowMs: () => number;
  readonly onState?: (state: SupervisorState) => void;
  /** Told of each end, before any restart. `error` is what a failed start threw, else null. */
  readonly onExit?: (exit: Exit | null, error: unknown) => void;
}

/** Pause before the n-th restart in a row (n from 1); `ranMs` is how long the last run lasted. */
export interface Backoff {
  pauseMs(failuresInARow: number): number;
  /** A run of at least this long is a success: counting begins anew. */
  readonly calmMs: number;
}

/** 250 ms, 500 ms, 1 s … at most 10 s; anew after 20 s without a failure. */
export function cappedBackoff(limits: { firstMs?: number; capMs?: number; calmMs?: number } = {}): Backoff {
  const { firstMs = 250, capMs = 10_000, calmMs = 20_000 } = limits;
  return { calmMs, pauseMs: (failuresInARow) => Math.min(capMs, firstMs * 2 ** Math.min(failuresInARow - 1, 20)) };
}

/** The real clock's `schedule`. */
export function scheduleWithTimer(delayMs: number, task: () => void): () => void {
  const timer = setTimeout(task, delayMs);
  return () => {
    clearTimeout(timer);
  };
}

export interface Supervisor<Thing> {
  /** From now on it is to run. */
  want(): void;
  /** Not wanted any more: lets it end by itself (see `finish` of the thing) and waits for that. */
  finish(deadlineMs: number): Promise<void>;
  /** Not wanted any more: ends it at once and waits until it is gone. */
  cut(): Promise<void>;
  state(): SupervisorState;
  /** The running thing, or null. */
  current(): Thing | null;
}

/** Makes a supervisor; nothing starts before `want()`. */
export function createSupervisor<Exit, Thing extends RunningThing<Exit>>(
  options: SupervisorOptions<Exit, Thing>,
): Supervisor<Thing> {
  let wanted: SupervisorState['wanted'] = 'stopped';
  let current: { thing: Thing; startedMs: number } | null = null;
  let callOff: (() => void) | null = null;
  let starts = 0;
  let failures = 0;
  const state = (): SupervisorState => ({
    wanted,
    actual: current !== null ? 'running' : callOff !== null ? 'waiting' : 'stopped',
    starts,
  });
  const tell = (): void => options.onState?.(state());

  const startNow = (): void => {
    callOff = null;
    starts += 1;
    try {
      const thing = options.start();
      current = { thing, startedMs: options.nowMs() };
      void thing.exited.then((exit) => {
        ended(exit, null);
      });
      tell();
    } catch (error) {
      ended(null, error);
    }
  };
  const ended = (exit: Exit | null, error: unknown): void => {
    const ranMs = current === null ? 0 : options.nowMs() - current.startedMs;
    current = null;
    failures = ranMs >= options.backoff.calmMs ? 1 : failures + 1;
    options.onExit?.(exit, error);
    compare();
    tell();
  };
  const compare = (): void => {
    if (wanted === 'running' && current === null && callOff === null)
      callOff = options.schedule(options.backoff.pauseMs(failures), startNow);
    if (wanted === 'stopped' && callOff !== null) {
      callOff();
      callOff = null;
    }
  };
  const stop = async (end: (thing: Thing) => void): Promise<void> => {
    wanted = 'stopped';
    compare();
    tell();
    if (current === null) return;
    const { thing } = current;
    end(thing);
    await thing.exited;
  };
  return {
    want() {
      if (wanted === 'running') return;
      wanted = 'running';
      starts = 0;
      failures = 0;
      if (current === null) startNow();
      else tell();
    },
    finish: (deadlineMs) => stop((thing) => void thing.finish(deadlineMs)),
    cut: () =>
      stop((thing) => {
        thing.kill();
      }),
    state,
    current: () => current?.thing ?? null,
  };
}
