// Each stall moves the place that hls.js aims for further from the room; this says when it may come back to the server's.
// Must not know hls.js.

/** A player that has just begun stalls for reasons of its own: they say nothing about the line. */
const startingMs = 10_000;
const startingCalmMs = 1500;
/** One hiccup costs this long; a line that stalls again soon after coming closer waits twice as long, up to the longest. */
const shortestCalmMs = 20_000;
const longestCalmMs = 320_000;
/** A stall within this time after coming closer shows that it was too close. */
const soonMs = 60_000;

/** Counts the calm after stalls. Times are milliseconds of one monotonic clock. */
export class StallCalm {
  #calmMs = shortestCalmMs;
  /** Null while the aim is further back, and before the first stall. */
  #closerAtMs: number | null = null;

  /** A stall now: after how long without another the aim is the server's again. `playedMs`: what was played since the start. */
  stalled(nowMs: number, playedMs: number): number {
    if (playedMs < startingMs) return startingCalmMs;
    const closeMs = this.#closerAtMs === null ? null : nowMs - this.#closerAtMs;
    this.#closerAtMs = null;
    if (closeMs !== null && closeMs < soonMs) this.#calmMs = Math.min(longestCalmMs, this.#calmMs * 2);
    if (closeMs !== null && closeMs > longestCalmMs) this.#calmMs = shortestCalmMs;
    return this.#calmMs;
  }

  /** The aim is the server's again. */
  cameCloser(nowMs: number): void {
    this.#closerAtMs = nowMs;
  }
}

/** Waits for the calm after each stall, and then lets the player come closer. */
export class CalmWait {
  readonly #calm = new StallCalm();
  readonly #comeCloser: () => boolean;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** `comeCloser` answers whether there is a live edge to come closer to. */
  constructor(comeCloser: () => boolean) {
    this.#comeCloser = comeCloser;
  }

  stalled(video: Pick<HTMLVideoElement, 'played'>): void {
    clearTimeout(this.#timer);
    const calmMs = this.#calm.stalled(performance.now(), playedMsOf(video));
    this.#timer = setTimeout(() => {
      if (this.#comeCloser()) this.#calm.cameCloser(performance.now());
    }, calmMs);
  }

  stop(): void {
    clearTimeout(this.#timer);
  }
}

/** How much of a <video> has been played, in milliseconds. */
export function playedMsOf({ played }: Pick<HTMLVideoElement, 'played'>): number {
  let playedMs = 0;
  for (let range = 0; range < played.length; range += 1) playedMs += (played.end(range) - played.start(range)) * 1000;
  return playedMs;
}
