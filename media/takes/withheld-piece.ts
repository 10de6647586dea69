// Which segments of a take a stretch of time touches. Pure; the shapes of what may not be served.
import type { TakeRecord } from './take-record.ts';

/** Segments of a take that nobody but staff may fetch, first and last included; destroyed ones are not there any more. */
export interface WithheldPiece {
  readonly takeId: string;
  readonly firstSegment: number;
  readonly lastSegment: number;
  readonly isDestroyed: boolean;
}

/** The touched segments and what they cover, in seconds from the start of the take. */
export interface CoveredPiece {
  readonly takeId: string;
  readonly firstSegment: number;
  readonly lastSegment: number;
  readonly fromSeconds: number;
  readonly untilSeconds: number;
}

/** Instants are placed on a take's timeline within 0.1 s (anchors.ts): so much more goes, never less. */
const marginSeconds = 0.1;

/** Whole segments of every rung of which anything lies between two seconds of the take; null when there is none. */
export function coverSegments(take: TakeRecord, fromSeconds: number, untilSeconds: number): CoveredPiece | null {
  const all = take.rungs.flatMap((rung) => rung.segments);
  const numbers = all
    .filter(
      (segment) =>
        segment.startSeconds < untilSeconds + marginSeconds &&
        segment.startSeconds + segment.durationSeconds > fromSeconds - marginSeconds,
    )
    .map((segment) => segment.number);
  if (numbers.length === 0) return null;
  const [firstSegment, lastSegment] = [least(numbers), -least(numbers.map((number) => -number))];
  const touched = all.filter((segment) => segment.number >= firstSegment && segment.number <= lastSegment);
  return {
    takeId: take.takeId,
    firstSegment,
    lastSegment,
    fromSeconds: Math.max(0, least(touched.map((segment) => segment.startSeconds))),
    untilSeconds: -least(touched.map((segment) => -segment.startSeconds - segment.durationSeconds)),
  };
}

/** Ten hours have more segments than a call may have arguments. */
function least(numbers: readonly number[]): number {
  return numbers.reduce((smallest, number) => Math.min(smallest, number), Infinity);
}
