// Which rung of a take each rendition of the session plays. Pure; must not know playlists.
import type { TakeRung } from '../takes/take-record.ts';
import type { RungTrack } from './rung-track.ts';

/** The sound that is played with the pictures. */
export const audioName = 'audio';

/** A take without a single picture (or sound) where others have one would put the renditions out of step. */
export function hasEveryKind(ready: readonly RungTrack[], all: readonly RungTrack[]): boolean {
  return ready.length > 0 && all.every(({ rung }) => ready.some((track) => track.rung.kind === rung.kind));
}

export function isPlayed(rung: TakeRung): boolean {
  return rung.kind === 'audio' || rung.variant !== null;
}

/** The rendition to which a rung belongs: `v0` the best picture, `v1`, …, or the sound. */
export function nameOf(rung: TakeRung): string {
  return rung.kind === 'audio' ? audioName : `v${rung.variant ?? 0}`;
}

/** Place of a picture's rendition in the ladder. */
export function variantOf(name: string): number {
  return Number(name.slice(1));
}

/** The rung of that quality; without one the nearest lower quality, else the nearest higher. */
export function trackFor(tracks: readonly RungTrack[], name: string): RungTrack | null {
  if (name === audioName) return tracks.find((track) => track.rung.kind === 'audio') ?? null;
  const wanted = variantOf(name);
  const pictures = tracks
    .filter((track) => track.rung.kind === 'video')
    .sort((one, other) => (one.rung.variant ?? 0) - (other.rung.variant ?? 0));
  return pictures.find((track) => (track.rung.variant ?? 0) >= wanted) ?? pictures.at(-1) ?? null;
}
