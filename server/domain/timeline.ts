// A session's playable timeline: its takes one after the other, gaps left out. Pure; it must not know files or databases.

/** A point where the wall clock and a take's own timeline meet; between two anchors time runs linearly. */
export interface Anchor {
  /** Milliseconds since the epoch. */
  readonly atMs: number;
  /** Seconds since the beginning of the take. */
  readonly seconds: number;
}

/** A take as the timeline needs it. `endedAtMs` is null while it is being recorded. */
export interface TimelineTake {
  readonly takeId: string;
  readonly startedAtMs: number;
  readonly endedAtMs: number | null;
  readonly durationSeconds: number;
  readonly anchors: readonly Anchor[];
}

/** A take and where it begins on the playable timeline. */
export interface PlacedTake extends TimelineTake {
  readonly offsetSeconds: number;
}

/** All takes of a session in order of time, placed one after the other. */
export interface Timeline {
  readonly takes: readonly PlacedTake[];
  readonly durationSeconds: number;
}

/** Where an instant lies: `seconds` on the timeline, and whether something was being recorded at that instant. */
export interface TimelinePlace {
  readonly seconds: number;
  readonly isRecorded: boolean;
}

/** Places takes one after the other, in order of their beginning. */
export function placeTakes(takes: readonly TimelineTake[]): Timeline {
  const placed: PlacedTake[] = [];
  let offsetSeconds = 0;
  for (const take of takes.toSorted((a, b) => a.startedAtMs - b.startedAtMs)) {
    placed.push({ ...take, offsetSeconds });
    offsetSeconds += Math.max(0, take.durationSeconds);
  }
  return { takes: placed, durationSeconds: offsetSeconds };
}

/**
 * The place of an instant (ms since the epoch) on the timeline.
 * Inside a gap it is the beginning of the next take, before the first take 0, after the last take the end;
 * null when the session has no take.
 */
export function offsetOf(timeline: Timeline, atMs: number): TimelinePlace | null {
  if (timeline.takes.length === 0) return null;
  for (const take of timeline.takes) {
    if (atMs < take.startedAtMs) return { seconds: take.offsetSeconds, isRecorded: false };
    const inside = secondsInTake(take, atMs);
    if (inside < take.durationSeconds) return { seconds: take.offsetSeconds + inside, isRecorded: true };
  }
  return { seconds: timeline.durationSeconds, isRecorded: isStillRecording(timeline) };
}

/** The instant (ms since the epoch) shown at a place of the timeline; null when the session has no take. */
export function instantOf(timeline: Timeline, offsetSeconds: number): number | null {
  const first = timeline.takes[0];
  if (first === undefined) return null;
  let holder = first;
  for (const take of timeline.takes) {
    if (take.offsetSeconds <= offsetSeconds) holder = take;
  }
  const inside = Math.min(Math.max(0, offsetSeconds - holder.offsetSeconds), holder.durationSeconds);
  return instantInTake(holder, inside);
}

function isStillRecording(timeline: Timeline): boolean {
  return timeline.takes.at(-1)?.endedAtMs === null;
}

function secondsInTake(take: TimelineTake, atMs: number): number {
  const [before, after] = neighbours(anchorsOf(take), (anchor) => anchor.atMs <= atMs);
  const spanMs = after === null ? 0 : after.atMs - before.atMs;
  const pace = after === null || spanMs <= 0 ? 1 / 1000 : (after.seconds - before.seconds) / spanMs;
  return Math.max(0, before.seconds + (atMs - before.atMs) * pace);
}

function instantInTake(take: TimelineTake, seconds: number): number {
  const [before, after] = neighbours(anchorsOf(take), (anchor) => anchor.seconds <= seconds);
  const spanSeconds = after === null ? 0 : after.seconds - before.seconds;
  const pace = after === null || spanSeconds <= 0 ? 1000 : (after.atMs - before.atMs) / spanSeconds;
  return Math.round(before.atMs + (seconds - before.seconds) * pace);
}

function anchorsOf(take: TimelineTake): readonly [Anchor, ...Anchor[]] {
  const [first, ...rest] = take.anchors;
  return first === undefined ? [{ atMs: take.startedAtMs, seconds: 0 }] : [first, ...rest];
}

/** The last anchor that is `reached` (or the first one) and the one after it. */
function neighbours(
  anchors: readonly [Anchor, ...Anchor[]],
  reached: (anchor: Anchor) => boolean,
): [before: Anchor, after: Anchor | null] {
  let before: Anchor = anchors[0];
  for (const anchor of anchors.slice(1)) {
    if (!reached(anchor)) return [before, anchor];
    before = anchor;
  }
  return [before, null];
}
