// Keeps a viewer where there is something to see: behind the first sound, outside of gaps, and still at the end.
// Must not know hls.js, whose troubles in such places it is for.
import { outsideGap, type TimelinePiece } from './instant-map.ts';
import { behindFirst } from './start-place.ts';

export interface Inside {
  readonly pieces: () => readonly TimelinePiece[];
  /** Where picture and sound have both begun, in seconds. */
  readonly firstSecond: () => number;
  /** End of what the live playlist lists; null in a recording. */
  readonly liveEdge: () => number | null;
  readonly signal: AbortSignal;
}

/**
 * Watches the jumps of a <video> until the signal fires. hls.js 1.7 takes a live place before the first sound for
 * "nowhere", waits at the live edge for sound and hangs; in a gap it seeks for ever, because nothing comes there.
 */
export function stayInside(video: HTMLVideoElement, { pieces, firstSecond, liveEdge, signal }: Inside): void {
  const place = (): number => {
    const { currentTime } = video;
    if (liveEdge() !== null && currentTime < firstSecond()) return firstSecond() + behindFirst;
    return outsideGap(pieces(), currentTime, liveEdge());
  };
  const jumped = (): void => {
    const inside = place();
    if (inside !== video.currentTime) video.currentTime = inside;
  };
  // A recording that ends in a gap never says that it has ended: the player would wait there, and blame the connection.
  const waits = (): void => {
    if (liveEdge() === null && place() < video.currentTime) video.pause();
  };
  video.addEventListener('seeking', jumped, { signal });
  video.addEventListener('waiting', waits, { signal });
}
