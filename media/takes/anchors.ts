// Places instants on a take's timeline with few points. Pure.
import type { Anchor, IndexedSegment } from './take-record.ts';

/** Straight lines between anchors stay within this of every point, in seconds of clock and of media time. */
export const anchorToleranceSeconds = 0.1;

interface Cone {
  readonly low: number;
  readonly high: number;
}

const everyPace: Cone = { low: -Infinity, high: Infinity };

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
 * Anchors of a timeline that grows: of all points so far, the first and the last included, only those are kept that a
 * straight line between neighbours needs to be within the tolerance of every point between them. After a network stall media
 * time runs at another pace than the clock: such stretches get anchors of their own. A point costs the same however many
 * came before it, and nothing of it is kept when it is not needed.
 */
export class AnchorLine {
  readonly #tolerance: number;
  /** Chosen for good. */
  readonly #anchors: Anchor[] = [];
  #newest: Anchor | null = null;
  #cone: Cone = everyPace;

  constructor(tolerance = anchorToleranceSeconds) {
    this.#tolerance = tolerance;
  }

  /** The next point in order of time. Media time never stands still: a point that says so is not one of its own. */
  add({ atMs, seconds }: Anchor): void {
    const newest = this.#newest;
    if (newest !== null && seconds <= newest.seconds) return;
    this.#take({ atMs: Math.max(atMs, newest?.atMs ?? atMs), seconds });
  }

  /** The anchors so far. */
  chosen(): readonly Anchor[] {
    const newest = this.#newest;
    return newest === null || newest === this.#anchors.at(-1) ? [...this.#anchors] : [...this.#anchors, newest];
  }

  /** The anchors if `end` were the next point; the line goes on without it. */
  chosenUntil(end: Anchor): readonly Anchor[] {
    const line = new AnchorLine(this.#tolerance);
    line.#anchors.push(...this.#anchors);
    [line.#newest, line.#cone] = [this.#newest, this.#cone];
    line.add(end);
    return line.chosen();
  }

  #take(point: Anchor): void {
    const newest = this.#newest;
    let from = this.#anchors.at(-1);
    this.#newest = point;
    if (newest === null || from === undefined) {
      this.#anchors.push(point);
      return;
    }
    const pace = (point.atMs - from.atMs) / 1000 / (point.seconds - from.seconds);
    if (pace < this.#cone.low || pace > this.#cone.high) {
      this.#anchors.push(newest);
      this.#cone = everyPace;
      from = newest;
    }
    const next = coneThrough(from, point, this.#tolerance);
    this.#cone = { low: Math.max(this.#cone.low, next.low), high: Math.min(this.#cone.high, next.high) };
  }
}

/** The anchors of `points` in order of time. */
export function chooseAnchors(points: readonly Anchor[], tolerance = anchorToleranceSeconds): readonly Anchor[] {
  const line = new AnchorLine(tolerance);
  for (const point of points) line.add(point);
  return line.chosen();
}

/** Where a segment ends. */
export function endOf(segment: Pick<IndexedSegment, 'atMs' | 'startSeconds' | 'durationSeconds'>): Anchor {
  const { atMs, startSeconds, durationSeconds } = segment;
  return { atMs: atMs + durationSeconds * 1000, seconds: startSeconds + durationSeconds };
}

/** Anchors of a rung's segments, the end of the last one included. */
export function anchorsOfSegments(segments: readonly IndexedSegment[]): readonly Anchor[] {
  const last = segments.at(-1);
  if (last === undefined) return [];
  return chooseAnchors([...segments.map(({ atMs, startSeconds }) => ({ atMs, seconds: startSeconds })), endOf(last)]);
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
