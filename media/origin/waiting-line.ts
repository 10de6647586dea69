// Requests that wait for something to exist, in one line with one timer. Knows neither playlists nor sockets.

/** Runs something after a delay and returns how to call it off. */
export type Schedule = (delayMs: number, run: () => void) => () => void;

/** `ready`: it exists. `gone`: it will never exist. `late`: the time limit passed first. */
export type WaitOutcome = 'ready' | 'gone' | 'late';

export interface WaitingLineOptions {
  readonly monotonicMs: () => number;
  readonly limitMs: number;
  readonly schedule: Schedule;
}

interface Waiter<Wish> {
  readonly wish: Wish;
  readonly deadlineMs: number;
  readonly answer: (outcome: WaitOutcome) => void;
}

/** All wait equally long, so the first in line is the first to give up and one timer is enough. */
export class WaitingLine<Wish> {
  readonly #options: WaitingLineOptions;
  #waiters: Waiter<Wish>[] = [];
  #cancelTimer: (() => void) | null = null;

  constructor(options: WaitingLineOptions) {
    this.#options = options;
  }

  get length(): number {
    return this.#waiters.length;
  }

  wait(wish: Wish, answer: (outcome: WaitOutcome) => void): void {
    const deadlineMs = this.#options.monotonicMs() + this.#options.limitMs;
    this.#waiters.push({ wish, deadlineMs, answer });
    this.#arm();
  }

  /** Asks for each wish in order of arrival; whoever gets an outcome leaves the line. */
  settle(decide: (wish: Wish) => WaitOutcome | 'wait'): void {
    if (this.#waiters.length === 0) return;
    const staying: Waiter<Wish>[] = [];
    const leaving: (() => void)[] = [];
    for (const waiter of this.#waiters) {
      const outcome = decide(waiter.wish);
      if (outcome === 'wait') staying.push(waiter);
      else leaving.push(() => waiter.answer(outcome));
    }
    this.#waiters = staying;
    this.#arm();
    for (const answer of leaving) answer();
  }

  #arm(): void {
    const [first] = this.#waiters;
    if (first === undefined) {
      this.#cancelTimer?.();
      this.#cancelTimer = null;
      return;
    }
    if (this.#cancelTimer !== null) return;
    const delayMs = Math.max(0, first.deadlineMs - this.#options.monotonicMs());
    this.#cancelTimer = this.#options.schedule(delayMs, () => this.#giveUp());
  }

  #giveUp(): void {
    this.#cancelTimer = null;
    const nowMs = this.#options.monotonicMs();
    const late = new Set(this.#waiters.filter((waiter) => waiter.deadlineMs <= nowMs));
    this.#waiters = this.#waiters.filter((waiter) => !late.has(waiter));
    this.#arm();
    for (const waiter of late) waiter.answer('late');
  }
}
