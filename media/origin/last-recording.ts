// How far players have the recording behind which a slate stands: on disk there may be more. Must not know playlists.
import type { RungTrack } from './rung-track.ts';

/** A recording as players have it when something else follows. */
export interface ShownTake {
  readonly takeId: string;
  /** So many are in the live playlist, and no more will be. */
  readonly segments: number;
}

/** Of takes in order of time, each over; null when nothing was recorded. A take has as many segments as its longest rung. */
export function lastRecordingOf(
  takes: readonly { readonly takeId: string; readonly tracks: ReadonlyMap<string, RungTrack> }[],
): ShownTake | null {
  const last = takes.findLast(({ tracks }) => [...tracks.values()].every((track) => !track.isSlate));
  if (last === undefined) return null;
  return { takeId: last.takeId, segments: Math.max(0, ...[...last.tracks.values()].map((track) => track.closedCount)) };
}
