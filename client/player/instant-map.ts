// Maps between the player's own seconds and the wall clock of the picture, both ways.
// Pure: knows pieces of a timeline, not hls.js and not the <video>.

/** A stretch of the playable timeline with one start on the wall clock (a fragment of a playlist). */
export interface TimelinePiece {
  /** Seconds on the player's timeline. */
  startSeconds: number;
  durationSeconds: number;
  /** Wall clock of its first picture, ms since the epoch (EXT-X-PROGRAM-DATE-TIME). */
  instantMs: number;
  /** It stands where nothing was recorded, and is in no archive. */
  isSlate?: boolean;
  /** The playlist says that there is nothing to fetch (EXT-X-GAP, RFC 8216bis 4.4.4.7). */
  isGap?: boolean;
}

/**
 * The wall clock of the picture at `seconds`; pieces stand in order of the timeline.
 * After the last piece (the open segment) and before the first the nearest piece is continued. Null without pieces.
 */
export function instantAt(pieces: readonly TimelinePiece[], seconds: number): number | null {
  const piece = pieceAtSeconds(pieces, seconds);
  return piece === null ? null : piece.instantMs + (seconds - piece.startSeconds) * 1000;
}

/**
 * The place of an instant on the timeline, in seconds. In a gap between two takes it is the start of the next piece,
 * before the first piece the beginning, after the last piece its end. Null without pieces.
 */
export function secondsAt(pieces: readonly TimelinePiece[], instantMs: number): number | null {
  for (const piece of pieces) {
    if (instantMs < piece.instantMs) return piece.startSeconds;
    if (instantMs < piece.instantMs + piece.durationSeconds * 1000) {
      return piece.startSeconds + (instantMs - piece.instantMs) / 1000;
    }
  }
  const last = pieces.at(-1);
  return last === undefined ? null : last.startSeconds + last.durationSeconds;
}

/**
 * The place of a second of the recording: slates do not count, so that an offset means the same picture while live and in
 * the archive. Behind all of it the end. Null without pieces.
 */
export function secondsAtOffset(pieces: readonly TimelinePiece[], offsetSeconds: number): number | null {
  let seconds = (pieces[0]?.startSeconds ?? 0) + Math.max(0, offsetSeconds);
  for (const { startSeconds, durationSeconds, isSlate = false } of pieces) {
    if (isSlate) seconds += durationSeconds;
    else if (seconds < startSeconds + durationSeconds) return Math.max(startSeconds, seconds);
  }
  const last = pieces.at(-1);
  return last === undefined ? null : last.startSeconds + last.durationSeconds;
}

/** A player stands still a little before a gap, with its last picture. */
const nearSeconds = 0.25;
/** Into the first picture behind a gap, not onto its edge. */
export const insideSeconds = 0.05;
/** So far before a gap there is a picture to stand still at. */
const beforeSeconds = 0.75;

/** Where the gap ends in which a second lies; null outside of one. Gaps that follow each other are one. */
export function endOfGap(pieces: readonly TimelinePiece[], seconds: number): number | null {
  return gapAround(pieces, seconds)?.end ?? null;
}

/**
 * Where a player is put that wants to be at a second: behind the gap in which it lies. When nothing follows, a recording
 * shows the last picture before the gap, and a live player waits where it is.
 * @param liveEdge end of what a live playlist lists, parts of the open segment included; null in a recording
 */
export function outsideGap(pieces: readonly TimelinePiece[], seconds: number, liveEdge: number | null): number {
  const gap = gapAround(pieces, seconds);
  const last = pieces.at(-1);
  if (gap === null || last === undefined) return seconds;
  if (gap.end < (liveEdge ?? last.startSeconds + last.durationSeconds)) return gap.end + insideSeconds;
  return liveEdge !== null ? seconds : Math.max(0, Math.min(seconds, gap.start - beforeSeconds));
}

function gapAround(pieces: readonly TimelinePiece[], seconds: number): { start: number; end: number } | null {
  let [start, end] = [Number.NaN, Number.NaN];
  const isAround = (): boolean => end > seconds && start <= seconds + 2 * nearSeconds;
  for (const { startSeconds, durationSeconds, isGap = false } of pieces) {
    if (!isGap) continue;
    const isNext = startSeconds <= end + insideSeconds;
    if (!isNext && isAround()) break;
    [start, end] = [isNext ? start : startSeconds, startSeconds + durationSeconds];
  }
  return isAround() ? { start, end } : null;
}

function pieceAtSeconds(pieces: readonly TimelinePiece[], seconds: number): TimelinePiece | null {
  let low = 0;
  let high = pieces.length - 1;
  let found: TimelinePiece | null = pieces[0] ?? null;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const piece = pieces[middle];
    if (piece === undefined) break;
    if (piece.startSeconds <= seconds) {
      found = piece;
      low = middle + 1;
    } else {
      high = middle - 1;
    }
  }
  return found;
}
