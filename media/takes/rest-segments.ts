// Decides to which segments the fragments belong that a crash left without an index line. Pure.
import type { Fragment } from './fragment-scan.ts';
import type { IndexedSegment, RungInit } from './take-record.ts';

/** What recovery found of one rung: its index as far as it is true, and whole fragments after it. */
export interface FoundRung {
  readonly init: RungInit;
  readonly segments: readonly IndexedSegment[];
  readonly rest: readonly Fragment[];
  /** Presentation time (ticks) of the very first fragment of the file, if there is one. */
  readonly firstTicks: number | null;
}

/** Where a segment begins, the same for every rung of a take. */
interface Boundary {
  readonly number: number;
  readonly startSeconds: number;
  readonly atMs: number;
}

/** A segment that has no digest yet. */
export type RestSegment = Omit<IndexedSegment, 'sha256'>;

/** Seconds that the file's own timeline is ahead of the take's: known from any indexed rung, else from the first sample. */
function timelineShift(rungs: readonly FoundRung[]): number {
  const firsts = rungs.flatMap(({ init, firstTicks, segments }) =>
    firstTicks === null ? [] : [{ seconds: firstTicks / init.timescale, indexed: segments[0] }],
  );
  const known = firsts.find(({ indexed }) => indexed !== undefined);
  if (known?.indexed !== undefined) return known.seconds - known.indexed.startSeconds;
  return Math.min(...firsts.map(({ seconds }) => seconds));
}

/** Boundaries of every segment that any rung has indexed, and of the one after the last. */
function boundariesOf(rungs: readonly FoundRung[], startedAtMs: number): readonly Boundary[] {
  const byNumber = new Map<number, IndexedSegment>();
  for (const segment of rungs.flatMap((rung) => rung.segments))
    if (!byNumber.has(segment.number)) byNumber.set(segment.number, segment);
  const known = [...byNumber.values()].sort((a, b) => a.number - b.number);
  const last = known.at(-1);
  if (last === undefined) return [{ number: 0, startSeconds: 0, atMs: startedAtMs }];
  const next = {
    number: last.number + 1,
    startSeconds: last.startSeconds + last.durationSeconds,
    atMs: last.atMs + last.durationSeconds * 1000,
  };
  return [...known, next];
}

function restOfRung(rung: FoundRung, boundaries: readonly Boundary[], shift: number): readonly RestSegment[] {
  const firstFree = (rung.segments.at(-1)?.number ?? -1) + 1;
  const segments: RestSegment[] = [];
  for (const fragment of rung.rest) {
    const startSeconds = fragment.startTicks / rung.init.timescale - shift;
    const durationSeconds = fragment.durationTicks / rung.init.timescale;
    // Its middle decides: sound does not begin exactly with the picture (an AAC frame is 21 to 32 ms long).
    const boundary = boundaries.findLast((one) => one.startSeconds <= startSeconds + durationSeconds / 2);
    const number = Math.max(firstFree, boundary?.number ?? firstFree);
    const open = segments.at(-1);
    if (open !== undefined && open.number >= number) {
      const grown = startSeconds + durationSeconds - open.startSeconds;
      segments[segments.length - 1] = { ...open, durationSeconds: grown, length: open.length + fragment.length };
      continue;
    }
    const atMs = boundaries.find((one) => one.number === number)?.atMs ?? 0;
    segments.push({ number, startSeconds, durationSeconds, atMs, offset: fragment.offset, length: fragment.length });
  }
  return segments;
}

/**
 * Segments of the fragments that no index names, per rung in the given order. The same number means the same time span in
 * every rung, so a rung whose index is behind is cut where the others are; what is beyond all indexes is one segment.
 */
export function restSegments(rungs: readonly FoundRung[], startedAtMs: number): readonly (readonly RestSegment[])[] {
  const boundaries = boundariesOf(rungs, startedAtMs);
  const shift = timelineShift(rungs);
  return rungs.map((rung) => restOfRung(rung, boundaries, shift));
}
