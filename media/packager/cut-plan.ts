// Where segments end, decided once for all rungs of a take, and when each picture arrived.
// All rungs ask the same plan, so segment n is the same time span in every rung whatever happens to one of them.

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
  /** Instant (ms) at which the picture shown at this take time arrived. */
  arrivalOf(seconds: number): number;
  /**
   * Instant (ms) of something at `seconds` in segment `number`, reckoned from the arrival of the segment's first picture:
   * pictures arrive unevenly, and sound begins a little before or after the picture.
   */
  instantIn(number: number, seconds: number): number;
}

/** The arrivals of a take's pictures, oldest forgotten. */
export class ArrivalLog {
  /** Ten minutes of 60 pictures a second: far more than any rung lags. */
  static readonly #most = 36_000;
  #entries: { seconds: number; atMs: number }[] = [];

  /** `seconds` is the presentation time on the take's timeline; pictures may come out of order by a few places. */
  note(seconds: number, atMs: number): void {
    let place = this.#entries.length;
    while (place > 0 && (this.#entries[place - 1]?.seconds ?? 0) > seconds) place -= 1;
    this.#entries.splice(place, 0, { seconds, atMs });
    if (this.#entries.length > ArrivalLog.#most) this.#entries.splice(0, ArrivalLog.#most / 2);
  }

  /** The arrival of the last picture at or before `seconds`, or of the oldest known. */
  at(seconds: number): number {
    return this.#entryAt(this.#countUntil(seconds + cutLeadSeconds) - 1).atMs;
  }

  /** The instant of `seconds`, reckoned from the arrival of the first picture after `cut`, or of the last known. */
  after(cut: number, seconds: number): number {
    const anchor = this.#entryAt(this.#countUntil(cut));
    return anchor.atMs + (seconds - anchor.seconds) * 1000;
  }

  /** How many pictures are shown at or before `seconds`. */
  #countUntil(seconds: number): number {
    let low = 0;
    let high = this.#entries.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#entries[middle]?.seconds ?? 0) <= seconds) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #entryAt(place: number): { readonly seconds: number; readonly atMs: number } {
    const entry = this.#entries[Math.min(Math.max(0, place), this.#entries.length - 1)];
    if (entry === undefined) throw new Error('no picture has arrived yet');
    return entry;
  }
}

/** Cuts every {@link targetDurationSeconds}: for rungs that are encoded with forced keyframes. */
export function timedCutPlan(arrivals: ArrivalLog): CutPlan {
  const endOf = (number: number): number => (number + 1) * targetDurationSeconds - cutLeadSeconds;
  return {
    endOf,
    arrivalOf: (seconds) => arrivals.at(seconds),
    instantIn: (number, seconds) => arrivals.after(endOf(number - 1), seconds),
  };
}

/**
 * Cuts at the encoder's own keyframes: for a ladder whose best rung is the untouched source.
 * A cut is known when its keyframe arrives, which is before any rung can have finished the segment.
 */
export class SourceCutPlan implements CutPlan {
  readonly #arrivals: ArrivalLog;
  readonly #ends: number[] = [];
  #lastKeyframe = 0;
  #newest = 0;

  constructor(arrivals: ArrivalLog) {
    this.#arrivals = arrivals;
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

  arrivalOf(seconds: number): number {
    return this.#arrivals.at(seconds);
  }
  instantIn(number: number, seconds: number): number {
    return this.#arrivals.after(this.#ends[number - 1] ?? -cutLeadSeconds, seconds);
  }
}
