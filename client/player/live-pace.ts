// Keeps a live viewer as close to the room as the server asks for: a jump while starting, a slightly higher speed later.
// hls.js can do the second only with more than a second in its buffer, and then never comes closer than 1.4 s (seen with hls.js 1.7).
// Must not know hls.js.
import { catchUpRate } from './player-facts.ts';

/** Where a live viewer stands; seconds. */
export interface LivePlace {
  /** Behind the newest picture of the playlist. */
  readonly delay: number;
  /** The delay that the server asks for. */
  readonly target: number;
  /** Buffered after the picture on screen. */
  readonly ahead: number;
  readonly rate: number;
}

/** Within this distance of the target a viewer is taken to want the live edge; a speed of 1.06 closes it in a minute. */
const nearSeconds = 3;
/** Left in the buffer after a jump, and the least at which playing faster is safe: one part and its way here. */
const reserve = 0.45;
const worthAJump = 0.3;
const worthAHurry = 0.04;
/** A player that has just begun was held up by starting; a jump is not seen then. */
const startingMs = 10_000;
/** hls.js steps over holes by less than this; a person jumps further. Seconds. */
const smallestWish = 1;

/** The speed to play at, for a viewer who wants the live edge. */
export function paceOf({ delay, target, ahead, rate }: LivePlace): number {
  const isWorthIt = delay - target > (rate > 1 ? 0 : worthAHurry);
  return isWorthIt && ahead > reserve ? catchUpRate : 1;
}

/**
 * Seconds to jump ahead, 0 when nothing is won or the pictures are not there yet. After the start only who lags far
 * behind jumps; the others hurry.
 */
export function jumpOf({ delay, target, ahead }: LivePlace, isStarting: boolean): number {
  const late = delay - target;
  return late > (isStarting ? worthAJump : nearSeconds) && ahead - late > reserve ? late : 0;
}

/** What was on screen when; `atMs` by the page's monotonic clock. */
export interface Moment {
  readonly seconds: number;
  readonly atMs: number;
}

/** Did somebody move the picture? A page that was busy for seconds, or stood still, has only played on less than it could. */
export function isLeap(before: Moment, now: Moment): boolean {
  const couldPlay = ((now.atMs - before.atMs) / 1000) * catchUpRate;
  const moved = now.seconds - before.seconds;
  return moved < -smallestWish || moved > couldPlay + smallestWish;
}

/** What {@link keepLivePace} asks of the engine. */
export interface LivePaceOptions {
  /** Null when nothing should be done: no live playlist, or the viewer has chosen a speed. */
  readonly place: () => Pick<LivePlace, 'delay' | 'target'> | null;
  /** The viewer began at the live edge, not at an earlier moment. */
  readonly isStartedLive: boolean;
  readonly signal: AbortSignal;
}

/** Keeps the pace of a <video> until the signal ends it. Who rewinds or pauses is left where he is. */
export function keepLivePace(video: HTMLVideoElement, { place, isStartedLive, signal }: LivePaceOptions): void {
  let startedAtMs: number | null = null;
  let isHurrying = false;
  let wantsLive = isStartedLive;
  let last: Moment | null = null;
  const play = (rate: number): void => {
    isHurrying = rate > 1;
    if (video.playbackRate !== rate) video.playbackRate = rate;
  };
  const onTime = (): void => {
    const known = place();
    if (known === null && isHurrying) play(1);
    if (known === null || video.paused || video.seeking) return;
    startedAtMs ??= performance.now();
    const isStarting = performance.now() - startedAtMs < startingMs;
    const now = { ...known, ahead: bufferedAhead(video), rate: video.playbackRate };
    if (last !== null && isLeap(last, { seconds: video.currentTime, atMs: performance.now() })) wantsLive = false;
    if (now.delay - now.target < nearSeconds) wantsLive = true;
    const jump = wantsLive ? jumpOf(now, isStarting && isStartedLive) : 0;
    if (jump > 0) video.currentTime += jump;
    else play(wantsLive ? paceOf(now) : 1);
    last = { seconds: video.currentTime, atMs: performance.now() };
  };
  video.addEventListener('timeupdate', onTime, { signal });
  video.addEventListener('pause', () => (wantsLive = false), { signal });
}

function bufferedAhead({ buffered, currentTime }: HTMLVideoElement): number {
  for (let range = 0; range < buffered.length; range += 1) {
    const end = buffered.end(range);
    if (buffered.start(range) <= currentTime && currentTime < end) return end - currentTime;
  }
  return 0;
}
