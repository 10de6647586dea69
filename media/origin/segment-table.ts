// What is known of the closed segments of one rung, in few bytes each: a session of twelve hours has 21,600 of them a rung.
// Must not know their bytes, nor what playlists say of them.
import type { BytePlace, IndexedSegment } from '../takes/take-record.ts';

/** A closed segment; a copy of what the table holds. */
export interface ClosedSegment extends Pick<
  IndexedSegment,
  'number' | 'startSeconds' | 'durationSeconds' | 'atMs' | 'offset' | 'length'
> {
  /** On file, or known not to be. */
  readonly isSettled: boolean;
  /** Not on file (a full disk, or room left to better rungs): once out of memory there is a gap. */
  readonly isLost: boolean;
  /** Null when it was read back from disk: its parts are not known any more. */
  readonly partCount: number | null;
}

/** What is known of a segment that other rungs of the take have. */
export type MissingSegment = Pick<ClosedSegment, 'number' | 'startSeconds' | 'durationSeconds' | 'atMs'>;

/** Where in a row each fact stands. */
const place = { number: 0, startSeconds: 1, durationSeconds: 2, atMs: 3, offset: 4, length: 5, partCount: 6, fate: 7 };
const columns = 8;
/** Rows in a block: a table grows by a block at a time and never moves what it holds. */
const rowsInBlock = 64;
const unknownPartCount = -1;
const fates = { open: 0, onFile: 1, lost: 2 } as const;

/**
 * Segments in order of their numbers, of which some may be missing. A row is eight numbers, 64 bytes that the garbage
 * collector never looks at; as objects they took three times as much, and its time.
 */
export class SegmentTable {
  readonly #blocks: Float64Array[] = [];
  #count = 0;

  get count(): number {
    return this.#count;
  }

  /** Its number must be higher than the last one's. */
  push(segment: ClosedSegment): void {
    if (this.#count === this.#blocks.length * rowsInBlock) this.#blocks.push(new Float64Array(rowsInBlock * columns));
    this.#count += 1;
    const { number, startSeconds, durationSeconds, atMs, offset, length, partCount, isSettled, isLost } = segment;
    const fate = isLost ? fates.lost : isSettled ? fates.onFile : fates.open;
    const row = [number, startSeconds, durationSeconds, atMs, offset, length, partCount ?? unknownPartCount, fate];
    const { block, start } = this.#row(this.#count - 1);
    block.set(row, start);
  }

  /** @param index below {@link count} */
  at(index: number): ClosedSegment {
    const { block, start } = this.#row(index);
    const partCount = block[start + place.partCount] ?? unknownPartCount;
    const fate = block[start + place.fate];
    return {
      number: block[start + place.number] ?? NaN,
      startSeconds: block[start + place.startSeconds] ?? NaN,
      durationSeconds: block[start + place.durationSeconds] ?? NaN,
      atMs: block[start + place.atMs] ?? NaN,
      offset: block[start + place.offset] ?? NaN,
      length: block[start + place.length] ?? NaN,
      isSettled: fate !== fates.open,
      isLost: fate === fates.lost,
      partCount: partCount === unknownPartCount ? null : partCount,
    };
  }

  /** Of the segment with this number; null when there is none. */
  indexOf(number: number): number | null {
    let [low, high] = [0, this.#count - 1];
    while (low <= high) {
      const middle = Math.floor((low + high) / 2);
      const { block, start } = this.#row(middle);
      const found = block[start + place.number] ?? NaN;
      if (found === number) return middle;
      if (found < number) low = middle + 1;
      else high = middle - 1;
    }
    return null;
  }

  /** Where its bytes lie on the file; null: they are not on it. */
  settle(index: number, bytes: BytePlace | null): void {
    const { block, start } = this.#row(index);
    block[start + place.fate] = bytes === null ? fates.lost : fates.onFile;
    if (bytes === null) return;
    block[start + place.offset] = bytes.offset;
    block[start + place.length] = bytes.length;
  }

  #row(index: number): { block: Float64Array; start: number } {
    const block = index < this.#count ? this.#blocks[Math.floor(index / rowsInBlock)] : undefined;
    if (block === undefined) throw new RangeError(`there is no segment ${index} in a table of ${this.#count}`);
    return { block, start: (index % rowsInBlock) * columns };
  }
}
