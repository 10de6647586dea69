// Notices a live player that stands still although there is more to play: hls.js 1.7 may wait for ever at the seam of two
// takes for a sound or a picture that never comes. Must not know hls.js.

/** So long nothing moves before the player is opened anew; doubled each time that it did not help. */
const stillMs = 8000;
const longestStillMs = 64_000;
/** Playlists that come seldom (a sleeping machine, a page in the background) say nothing of the time between them. */
const longestPauseMs = 5000;
/** Who stood so near the live edge was watching live. Seconds. */
const atEdgeSeconds = 6;

/** A playlist's end on the player's timeline, in seconds. */
interface Edge {
  readonly live: boolean;
  readonly edge: number;
}

interface Stand {
  readonly seconds: number;
  readonly edge: number;
  readonly sinceMs: number;
}

export class Standstill {
  readonly #video: Pick<HTMLVideoElement, 'currentTime' | 'paused'>;
  readonly #openAnew: (isAtEdge: boolean) => void;
  readonly #signal: AbortSignal;
  #stand: Stand | null = null;
  #lookedMs = Number.NEGATIVE_INFINITY;
  #tries = 0;

  /** `openAnew` is called after the playlist was told, until `signal`; `isAtEdge`: at the live edge, else where the viewer was. */
  constructor(
    video: Pick<HTMLVideoElement, 'currentTime' | 'paused'>,
    openAnew: (isAtEdge: boolean) => void,
    signal: AbortSignal,
  ) {
    this.#video = video;
    this.#openAnew = openAnew;
    this.#signal = signal;
  }

  /** A playlist was loaded. */
  look({ live, edge }: Edge, nowMs: number): void {
    const isGoingOn = nowMs - this.#lookedMs <= longestPauseMs;
    this.#lookedMs = nowMs;
    const { currentTime: seconds, paused } = this.#video;
    if (!live || paused) return this.#forget();
    if (this.#stand === null || this.#stand.seconds !== seconds || !isGoingOn) {
      if (this.#stand !== null && seconds > this.#stand.seconds) this.#tries = 0;
      this.#stand = { seconds, edge, sinceMs: nowMs };
      return;
    }
    const { sinceMs, edge: edgeThen } = this.#stand;
    const patienceMs = Math.min(longestStillMs, stillMs * 2 ** this.#tries);
    // The feed itself may stand still: then there is nothing to play, and nothing to mend.
    if (nowMs - sinceMs < patienceMs || (edge - edgeThen) * 1000 < patienceMs / 2) return;
    const isAtEdge = this.#tries > 0 || edgeThen - seconds < atEdgeSeconds;
    this.#stand = null;
    this.#tries += 1;
    setTimeout(() => {
      if (!this.#signal.aborted) this.#openAnew(isAtEdge);
    }, 0);
  }

  #forget(): void {
    this.#stand = null;
    this.#tries = 0;
  }
}
