// Which rung of a take each rendition of the session plays. Pure; must not know playlists.
import type { TakeRung } from '../takes/take-record.ts';
import type { RungTrack } from './rung-track.ts';

/** The sound that is played with the pictures. */
export const audioName = 'audio';
/** The sound for who takes no picture: a thinner one, where there is one. */
export const lowAudioName = 'audio-low';

/** A take without a single picture (or sound) where others have one would put the renditions out of step. */
export function hasEveryKind(ready: readonly RungTrack[], all: readonly RungTrack[]): boolean {
  return ready.length > 0 && all.every(({ rung }) => ready.some((track) => track.rung.kind === rung.kind));
}

export function isPlayed(rung: TakeRung): boolean {
  return rung.kind === 'audio' || rung.variant !== null;
}

/** The rendition to which a rung belongs: `v0` the best picture, `v1`, …, or a sound. */
export function nameOf(rung: TakeRung): string {
  if (rung.kind === 'video') return `v${rung.variant ?? 0}`;
  return rung.variant === 1 ? lowAudioName : audioName;
}

export function isSound(name: string): boolean {
  return name === audioName || name === lowAudioName;
}

/** Place of a picture's rendition in the ladder. */
export function variantOf(name: string): number {
  return Number(name.slice(1));
}

/** The rung of that quality; without one the nearest lower quality, else the nearest higher. */
export function trackFor(tracks: readonly RungTrack[], name: string): RungTrack | null {
  if (isSound(name)) {
    const sounds = tracks.filter((track) => track.rung.kind === 'audio');
    return sounds.find((track) => nameOf(track.rung) === name) ?? sounds[0] ?? null;
  }
  const wanted = variantOf(name);
  const pictures = tracks
    .filter((track) => track.rung.kind === 'video')
    .sort((one, other) => (one.rung.variant ?? 0) - (other.rung.variant ?? 0));
  return pictures.find((track) => (track.rung.variant ?? 0) >= wanted) ?? pictures.at(-1) ?? null;
}
