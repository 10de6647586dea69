// What hls.js tells of playlists and rungs, in the player's own words. Takes the few fields it reads, not hls.js itself.
import type { TimelinePiece } from './instant-map.ts';

/** Everything of a slate lies below a name that begins so (the origin's addresses). */
const slatePrefix = 'slate-';

/** One fragment of a playlist as hls.js describes it: seconds on the player's timeline, ms since the epoch. */
interface PlaylistFragment {
  readonly start: number;
  readonly duration: number;
  readonly programDateTime: number | null;
  /** EXT-X-GAP. */
  readonly gap?: boolean;
  /** EXT-X-MAP; `relurl` as it stands in the playlist. */
  readonly initSegment?: { readonly relurl?: string | undefined } | null;
}

/** Where each fragment of a playlist stands in the player and in the day: the last one may still be growing. */
export function piecesOf(details: {
  fragments: readonly PlaylistFragment[];
  fragmentHint?: PlaylistFragment | undefined;
}): TimelinePiece[] {
  const pieces: TimelinePiece[] = [];
  const { fragmentHint } = details;
  for (const fragment of fragmentHint === undefined ? details.fragments : [...details.fragments, fragmentHint]) {
    const instantMs = fragment.programDateTime;
    if (instantMs === null || !Number.isFinite(instantMs)) continue;
    const isSlate = fragment.initSegment?.relurl?.startsWith(slatePrefix) === true;
    pieces.push({
      startSeconds: fragment.start,
      durationSeconds: fragment.duration,
      instantMs,
      isSlate,
      isGap: fragment.gap === true,
    });
  }
  return pieces;
}

/** The streams of a master playlist, as `ladder-watch.ts` compares them. */
export function streamsOf(levels: readonly { url: string; attrs: { RESOLUTION?: string } }[]) {
  return levels.map(({ url, attrs }) => ({ url, resolution: attrs.RESOLUTION }));
}

/** How far a live <video> is behind, and should be; null without a live playlist. hls.js itself tells the delay of before a jump. */
export function livePlaceIn(
  hls: {
    readonly targetLatency: number | null;
    readonly latestLevelDetails: { readonly live: boolean; readonly edge: number; readonly age: number } | null;
  },
  seconds: number,
): { delay: number; target: number } | null {
  const { targetLatency: target, latestLevelDetails: details } = hls;
  if (target === null || details?.live !== true) return null;
  return { delay: details.edge + details.age - seconds, target };
}

/** What is in the way, by hls.js's `ErrorTypes`. */
export function troubleOf(type: string): 'network' | 'media' | 'other' {
  if (type === 'networkError') return 'network';
  return type === 'mediaError' ? 'media' : 'other';
}

/** How a rung is called in the menu of qualities: by its height, sound by its bitrate. */
export function qualityLabel(level: { height: number; bitrate: number }): string {
  return level.height > 0 ? `${level.height}p` : `${Math.round(level.bitrate / 1000)} kbit/s`;
}
