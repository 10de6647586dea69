// The playable timeline of a session as it is this moment: the takes in the database and the one being recorded.
import type { StoredTake } from '../../db/takes.ts';
import { listTakes } from '../../db/takes.ts';
import type { OpenTake } from '../../media/live/live-engine.ts';
import { instantOf, offsetOf, placeTakes } from '../domain/timeline.ts';
import type { Timeline, TimelineTake } from '../domain/timeline.ts';
import type { House } from './house.ts';

/** The timeline, and which of its takes are sealed. */
export interface SessionTimeline {
  readonly timeline: Timeline;
  readonly sealedTakeIds: ReadonlySet<string>;
}

/** Reads it. */
export async function readTimeline(house: House, sessionId: string): Promise<SessionTimeline> {
  const stored = await listTakes(house.db, sessionId);
  return joinTakes(stored, house.live.openTake(sessionId));
}

/** Joins what is stored with the take being recorded, whose length only live media knows. */
export function joinTakes(stored: readonly StoredTake[], open: OpenTake | null): SessionTimeline {
  const sealedTakeIds = new Set(stored.filter((take) => take.sealed).map((take) => take.takeId));
  const takes: TimelineTake[] = stored.filter((take) => take.sealed || take.takeId !== open?.takeId);
  if (open !== null && !sealedTakeIds.has(open.takeId)) takes.push({ ...open, endedAtMs: null });
  return { timeline: placeTakes(takes), sealedTakeIds };
}

/** Seconds on the playable timeline of an instant, to the millisecond; null when nothing was recorded. */
export function secondsAt({ timeline }: SessionTimeline, atMs: number): number | null {
  const place = offsetOf(timeline, atMs);
  return place === null ? null : Math.round(place.seconds * 1000) / 1000;
}

/** The instant (ms) shown at a second of the playable timeline; null when nothing was recorded. */
export function instantAt({ timeline }: SessionTimeline, seconds: number): number | null {
  return instantOf(timeline, seconds);
}
