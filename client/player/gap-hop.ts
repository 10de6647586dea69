// Goes on behind a hole in the pictures. The browser's own player may stand still before one (a quality that could not be
// recorded, the seam of two takes) although there is more behind it. Knows no playlists: it asks where to go on.
import { insideSeconds } from './instant-map.ts';

export interface GapHopOptions {
  /** Where playing can go on when nothing is loaded behind this second; null: nowhere, it is the line that is slow. */
  readonly endOfGap: (seconds: number) => number | null;
  readonly signal: AbortSignal;
}

/** A slow line deserves this much patience; it is longer than the target duration of a segment. */
export const patienceMs = 3000;
const signsOfLife = ['timeupdate', 'playing', 'seeking', 'pause', 'ended', 'emptied'] as const;

/** Watches a <video> until the signal fires. */
export function hopOverGaps(video: HTMLVideoElement, { endOfGap, signal }: GapHopOptions): void {
  let timer: ReturnType<typeof setTimeout> | null = null;
  const calm = (): void => {
    if (timer !== null) clearTimeout(timer);
    timer = null;
  };
  const hop = (): void => {
    timer = null;
    if (video.paused || video.seeking) return;
    const seconds = nextLoaded(video) ?? endOfGap(video.currentTime);
    if (seconds !== null) video.currentTime = seconds + insideSeconds;
  };
  const worry = (): void => {
    if (!video.paused && !video.seeking) timer ??= setTimeout(hop, patienceMs);
  };
  for (const sign of ['waiting', 'stalled']) video.addEventListener(sign, worry, { signal });
  for (const sign of signsOfLife) video.addEventListener(sign, calm, { signal });
  signal.addEventListener('abort', calm);
}

/** Where the next loaded stretch begins; null while this one goes on, or when there is none. */
function nextLoaded({ buffered, currentTime }: HTMLVideoElement): number | null {
  for (let index = 0; index < buffered.length; index += 1) {
    const [start, end] = [buffered.start(index), buffered.end(index)];
    if (start <= currentTime && end > currentTime + 1) return null;
    if (start > currentTime) return start;
  }
  return null;
}
