// Turns a withheld stretch into what the outside sees, and into what live media must not serve. Pure.
import type { RangeDecision, StoredRange } from '../../db/withheld-ranges.ts';
import type { WithheldPiece } from '../../media/takes/withheld-piece.ts';
import { toInstant } from '../contract/instants.ts';
import type { Decision, Tombstone, WithheldRange } from '../contract/withheld-ranges.ts';

/** The public tombstone. */
export function toTombstone(range: StoredRange): Tombstone {
  return {
    id: range.id,
    kind: range.destruction === null ? 'withheld' : 'redacted',
    from: toInstant(range.fromMs),
    until: toInstant(range.untilMs),
    offsetSeconds: round(range.fromSeconds),
    durationSeconds: round(range.untilSeconds - range.fromSeconds),
    since: toInstant(range.decision.atMs),
    ...toDecision(range.destruction ?? range.decision),
  };
}

/** What staff see of it. */
export function toWithheldRange(range: StoredRange): WithheldRange {
  const { lifting, destruction, destroyedAtMs } = range;
  return {
    ...toTombstone(range),
    lifted: lifting === null ? null : { ...toDecision(lifting), at: toInstant(lifting.atMs) },
    destruction:
      destruction === null
        ? null
        : {
            ...toDecision(destruction),
            at: toInstant(destruction.atMs),
            doneAt: destroyedAtMs === null ? null : toInstant(destroyedAtMs),
          },
  };
}

/** What live media must not serve. */
export function toPieces(ranges: readonly StoredRange[]): WithheldPiece[] {
  return ranges
    .filter((range) => range.lifting === null)
    .flatMap(({ pieces, destruction }) =>
      pieces.map(({ takeId, firstSegment, lastSegment }) => ({
        takeId,
        firstSegment,
        lastSegment,
        isDestroyed: destruction !== null,
      })),
    );
}

function toDecision({ reason, decisionNumber, decidedBy }: RangeDecision): Decision {
  return { reason, decisionNumber, decidedBy };
}

function round(seconds: number): number {
  return Math.round(seconds * 1000) / 1000;
}
