// Brings the rungs of a take that others follow to the same number of segments: players count segments and discontinuities,
// and a quality (or the sound) that is one behind the others would be out of step for good. Must not know playlists.
import { longestSegmentSeconds } from '../packager/cut-plan.ts';
import type { RungTrack } from './rung-track.ts';
import type { MissingSegment } from './segment-table.ts';

/** EXTINF is a positive length. */
const shortestGapSeconds = 0.001;

/**
 * A rung that had brought out less than the others when its take ended (a slower encoder, closed doors, a slate in place
 * of a feed that stands still) gets gaps up to their end.
 * @param tracks finished ones of one take, each with a segment at least
 */
export function evenEnds(tracks: readonly RungTrack[]): void {
  const longest = tracks.reduce((most, track) => (track.closedCount > most.closedCount ? track : most));
  const endSeconds = Math.max(...tracks.map(endOf));
  for (const track of tracks) track.addGaps(missingSegments(track, longest, endSeconds));
}

/** They share what is missing: each but the first begins where the one before ends. */
function missingSegments(track: RungTrack, longest: RungTrack, endSeconds: number): readonly MissingSegment[] {
  const count = longest.closedCount - track.closedCount;
  const share = (endSeconds - endOf(track)) / count;
  const durationSeconds = Math.min(longestSegmentSeconds, Math.max(shortestGapSeconds, share));
  const last = track.closedAt(track.closedCount - 1);
  return Array.from({ length: count }, (_, index) => ({
    number: longest.closedAt(track.closedCount + index).number,
    startSeconds: endOf(track) + index * durationSeconds,
    durationSeconds,
    atMs: Math.round(last.atMs + (last.durationSeconds + index * durationSeconds) * 1000),
  }));
}

function endOf(track: RungTrack): number {
  const { startSeconds, durationSeconds } = track.closedAt(track.closedCount - 1);
  return startSeconds + durationSeconds;
}
