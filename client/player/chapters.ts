// Where agenda items stand on the seek bar, and which one a second belongs to. Pure.
import type { PlayerFacts } from './player-facts.ts';

/** A moment of the timeline with a name; `offsetSeconds` counts from the first second of the timeline. */
export interface Chapter {
  id: string;
  number: string;
  title: string;
  atMs: number | null;
  offsetSeconds: number | null;
}

/** A chapter with its place on the player's own timeline. */
export interface PlacedChapter {
  chapter: Chapter;
  seconds: number;
}

type Position = Pick<PlayerFacts, 'currentTime' | 'instantMs' | 'seekableStart' | 'seekableEnd'>;

/**
 * Chapters that lie on the timeline, in its order. A chapter without an offset is placed by its distance in wall clock;
 * while live, where slates stand between the takes, by its instant (`secondsAt`).
 */
export function placeChapters(
  chapters: readonly Chapter[],
  at: Position,
  secondsAt: (instantMs: number) => number | null = () => null,
): PlacedChapter[] {
  return chapters
    .map((chapter) => ({ chapter, seconds: secondsOf(chapter, at, secondsAt) }))
    .filter((placed): placed is PlacedChapter => placed.seconds !== null)
    .filter(({ seconds }) => seconds >= at.seekableStart - 1 && seconds <= at.seekableEnd)
    .sort((one, other) => one.seconds - other.seconds);
}

function secondsOf(chapter: Chapter, at: Position, secondsAt: (instantMs: number) => number | null): number | null {
  const placed = chapter.atMs === null ? null : secondsAt(chapter.atMs);
  if (placed !== null) return placed;
  if (chapter.offsetSeconds !== null) return at.seekableStart + chapter.offsetSeconds;
  if (chapter.atMs === null || at.instantMs === null) return null;
  return at.currentTime + (chapter.atMs - at.instantMs) / 1000;
}

/** The chapter that is going on at a second; null before the first. */
export function chapterAt(placed: readonly PlacedChapter[], seconds: number): Chapter | null {
  return placed.findLast((candidate) => candidate.seconds <= seconds + 0.05)?.chapter ?? null;
}
