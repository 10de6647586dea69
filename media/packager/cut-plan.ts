// Where segments end, decided once for all rungs of a take, and when each of them happened.
// All rungs ask the same plan, so segment n is the same time span in every rung whatever happens to one of them.
import type { TakeClock } from './take-clock.ts';

/** RFC 8216bis EXT-X-TARGETDURATION of every session: an EXTINF rounds to at most this. */
export const targetDurationSeconds = 2;
/** RFC 8216bis PART-TARGET: ten pictures at 30/s (0.333 s) and sixteen AAC frames at 48 kHz (0.341 s) fit. */
export const partTargetSeconds = 0.35;
/** The longest segment that still rounds to the target duration. */
export const longestSegmentSeconds = 2.49;
/** A cut stands this far before its picture, so that rounded timestamps never fall on the wrong side. */
export const cutLeadSeconds = 0.005;

export interface CutPlan {
  /** Take time (seconds) at which segment `number` ends; null while it is not known yet. */
  endOf(number: number): number | null;
  /** Instant (ms) of something at `seconds` in segment `number`, picture or sound. */
  instantIn(number: number, seconds: number): number;
}

/** Cuts every {@link targetDurationSeconds}: for rungs that are encoded with forced keyframes. */
export function timedCutPlan(clock: TakeClock): CutPlan {
  const endOf = (number: number): number => (number + 1) * targetDurationSeconds - cutLeadSeconds;
  return { endOf, instantIn: (number, seconds) => clock.instantIn(number, seconds, (one) => endOf(one - 1)) };
}

/**
 * Cuts at the encoder's own keyframes: for a ladder whose best rung is the untouched source.
 * A cut is known when its keyframe arrives, which is before any rung can have finished the segment.
 */
export class SourceCutPlan implements CutPlan {
  readonly #clock: TakeClock;
  readonly #ends: number[] = [];
  #lastKeyframe = 0;
  #newest = 0;

  constructor(clock: TakeClock) {
    this.#clock = clock;
  }

  /**
   * A picture arrived that is shown at `seconds`. Short groups of pictures are joined up to the target duration;
   * where keyframes are too rare the longest allowed segment is cut between pictures.
   */
  notePicture(seconds: number, isKeyframe: boolean): void {
    if (seconds <= this.#newest) return;
    const length = seconds - (this.#ends.at(-1) ?? 0);
    const step = seconds - (isKeyframe ? this.#lastKeyframe : this.#newest);
    this.#newest = seconds;
    if (isKeyframe) this.#lastKeyframe = seconds;
    if (length + step > longestSegmentSeconds) this.#ends.push(seconds - cutLeadSeconds);
  }

  endOf(number: number): number | null {
    return this.#ends[number] ?? null;
  }

  instantIn(number: number, seconds: number): number {
    return this.#clock.instantIn(number, seconds, (one) => this.#ends[one - 1] ?? -cutLeadSeconds);
  }
}
