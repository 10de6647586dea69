// Where a player begins, and whether it has begun: until the first picture stands at its place a <video> says second 0, which
// is no place of the viewer's. Must not know hls.js.
import type { PlayerEngine, StartAt } from './engine.ts';

/** Just behind the first sound: in front of it hls.js takes a live place for "nowhere" and hangs. Seconds. */
export const behindFirst = 0.01;

export class StartPlace {
  #wish: StartAt;
  #isAsked = false;
  #hasBegun = false;
  #seconds: number | null = null;

  constructor(video: EventTarget, wish: StartAt, signal: AbortSignal) {
    this.#wish = wish;
    const begun = (): void => void (this.#hasBegun = true);
    for (const sign of ['seeking', 'playing']) video.addEventListener(sign, begun, { signal });
  }

  /** Opened anew, to begin there. */
  again(wish: StartAt): void {
    this.#wish = wish;
    this.#isAsked = false;
    this.#hasBegun = false;
    this.#seconds = null;
  }

  /** Where the viewer is: `place` once something was shown there, and until then where he wants to begin. */
  here(place: () => StartAt): StartAt {
    return this.#hasBegun ? place() : this.#wish;
  }

  /** The same in seconds, for a player that is to go on loading; -1: it finds its place by itself. */
  second(currentTime: number): number {
    return this.#hasBegun ? currentTime : (this.#seconds ?? -1);
  }

  /** Asked at every playlist: the second to begin at, once; null when the player finds its place by itself. */
  first(timeline: Pick<PlayerEngine, 'secondsAt' | 'secondsAtOffset'>): number | null {
    if (this.#isAsked) return null;
    this.#isAsked = true;
    const wish = this.#wish;
    if (wish === null) return null;
    this.#seconds =
      'instantMs' in wish ? timeline.secondsAt(wish.instantMs) : timeline.secondsAtOffset(wish.offsetSeconds);
    return this.#seconds;
  }

  /** The sound's playlist came, and begins there: the second to begin at when it lies behind the one that was told. */
  soundFrom(firstSecond: number): number | null {
    if (this.#hasBegun || this.#seconds === null || this.#seconds >= firstSecond) return null;
    this.#seconds = firstSecond + behindFirst;
    return this.#seconds;
  }
}
