// Places instants on a take's timeline with few points. Pure.
import type { Anchor, IndexedSegment } from './take-record.ts';

/** Straight lines between anchors stay within this of every point, in seconds of clock and of media time. */
export const anchorToleranceSeconds = 0.1;

interface Cone {
  readonly low: number;
  readonly high: number;
}

/** Slopes (clock seconds a media second) of lines from `from` that pass `point` within the tolerance, both ways. */
function coneThrough(from: Anchor, point: Anchor, tolerance: number): Cone {
  const media = point.seconds - from.seconds;
  const clock = (point.atMs - from.atMs) / 1000;
  // Across: the line is at `point.seconds` within the tolerance of its instant.
  const across = { low: (clock - tolerance) / media, high: (clock + tolerance) / media };
  // Along: the line is at `point.atMs` within the tolerance of its media second.
  const latest = media - tolerance;
  const along = { low: clock / (media + tolerance), high: latest > 0 ? clock / latest : Infinity };
  return { low: Math.max(across.low, along.low), high: Math.min(across.high, along.high) };
}

/**
 * Chooses anchors among `points` (in order of time), the first and the last included, so that a straight line between
 * neighbours is within the tolerance of every point between them. After a network stall media time runs at another
 * pace than the clock: such stretches get anchors of their own. Linear in the number of points.
 */
export function chooseAnchors(points: readonly Anchor[], tolerance = anchorToleranceSeconds): readonly Anchor[] {
  const rising = strictlyRising(points);
  const [first] = rising;
  if (first === undefined) return [];
  const anchors: Anchor[] = [first];
  let from = first;
  let previous = first;
  let cone: Cone = { low: -Infinity, high: Infinity };
  for (const point of rising.slice(1)) {
    const slope = (point.atMs - from.atMs) / 1000 / (point.seconds - from.seconds);
    if (slope < cone.low || slope > cone.high) {
      anchors.push(previous);
      from = previous;
      cone = { low: -Infinity, high: Infinity };
    }
    const next = coneThrough(from, point, tolerance);
    cone = { low: Math.max(cone.low, next.low), high: Math.min(cone.high, next.high) };
    previous = point;
  }
  if (previous !== first) anchors.push(previous);
  return anchors;
}

/** Media time never stands still between two segments; a point that says so is not a segment of its own. */
function strictlyRising(points: readonly Anchor[]): readonly Anchor[] {
  const rising: Anchor[] = [];
  for (const { atMs, seconds } of points) {
    const last = rising.at(-1);
    if (last === undefined || seconds > last.seconds)
      rising.push({ atMs: Math.max(atMs, last?.atMs ?? atMs), seconds });
  }
  return rising;
}

/** Anchors of a rung's segments, the end of the last one included. */
export function anchorsOfSegments(segments: readonly IndexedSegment[]): readonly Anchor[] {
  const last = segments.at(-1);
  if (last === undefined) return [];
  const points = segments.map(({ atMs, startSeconds }) => ({ atMs, seconds: startSeconds }));
  const end = {
    atMs: last.atMs + last.durationSeconds * 1000,
    seconds: last.startSeconds + last.durationSeconds,
  };
  return chooseAnchors([...points, end]);
}

/** The instant (ms) at which the picture at `seconds` arrived; outside the anchors time runs at the clock's pace. */
export function instantAt(anchors: readonly Anchor[], seconds: number): number | null {
  const [first] = anchors;
  const last = anchors.at(-1);
  if (first === undefined || last === undefined) return null;
  if (seconds <= first.seconds) return first.atMs + (seconds - first.seconds) * 1000;
  if (seconds >= last.seconds) return last.atMs + (seconds - last.seconds) * 1000;
  const index = anchors.findIndex((anchor) => anchor.seconds >= seconds);
  const from = anchors[index - 1] ?? first;
  const to = anchors[index] ?? last;
  return from.atMs + ((seconds - from.seconds) / (to.seconds - from.seconds)) * (to.atMs - from.atMs);
}

/** The second of the take that arrived at an instant; outside the anchors time runs at the clock's pace. */
export function secondsAt(anchors: readonly Anchor[], atMs: number): number | null {
  const [first] = anchors;
  const last = anchors.at(-1);
  if (first === undefined || last === undefined) return null;
  if (atMs <= first.atMs) return first.seconds + (atMs - first.atMs) / 1000;
  if (atMs >= last.atMs) return last.seconds + (atMs - last.atMs) / 1000;
  const index = anchors.findIndex((anchor) => anchor.atMs >= atMs);
  const from = anchors[index - 1] ?? first;
  const to = anchors[index] ?? last;
  return from.seconds + ((atMs - from.atMs) / (to.atMs - from.atMs)) * (to.seconds - from.seconds);
}
