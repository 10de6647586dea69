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

/** Where in a row each fact stands. */
const columns = ['number', 'startSeconds', 'durationSeconds', 'atMs', 'offset', 'length', 'partCount', 'fate'] as const;
type Column = (typeof columns)[number];
const place = Object.fromEntries(columns.map((name, index) => [name, index])) as Record<Column, number>;
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
    const index = this.#count;
    if (index === this.#blocks.length * rowsInBlock) {
      this.#blocks.push(new Float64Array(rowsInBlock * columns.length));
    }
    this.#count += 1;
    const fate = segment.isLost ? fates.lost : segment.isSettled ? fates.onFile : fates.open;
    const row = { ...segment, partCount: segment.partCount ?? unknownPartCount, fate };
    for (const column of columns) this.#set(index, column, row[column]);
  }

  /** @param index below {@link count} */
  at(index: number): ClosedSegment {
    const partCount = this.#get(index, 'partCount');
    const fate = this.#get(index, 'fate');
    return {
      number: this.#get(index, 'number'),
      startSeconds: this.#get(index, 'startSeconds'),
      durationSeconds: this.#get(index, 'durationSeconds'),
      atMs: this.#get(index, 'atMs'),
      offset: this.#get(index, 'offset'),
      length: this.#get(index, 'length'),
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
      const found = this.#get(middle, 'number');
      if (found === number) return middle;
      if (found < number) low = middle + 1;
      else high = middle - 1;
    }
    return null;
  }

  /** Where its bytes lie on the file; null: they are not on it. */
  settle(index: number, bytes: BytePlace | null): void {
    this.#set(index, 'fate', bytes === null ? fates.lost : fates.onFile);
    if (bytes === null) return;
    this.#set(index, 'offset', bytes.offset);
    this.#set(index, 'length', bytes.length);
  }

  #get(index: number, column: Column): number {
    return this.#block(index)[(index % rowsInBlock) * columns.length + place[column]] ?? NaN;
  }

  #set(index: number, column: Column, value: number): void {
    this.#block(index)[(index % rowsInBlock) * columns.length + place[column]] = value;
  }

  #block(index: number): Float64Array {
    const block = index < this.#count ? this.#blocks[Math.floor(index / rowsInBlock)] : undefined;
    if (block === undefined) throw new RangeError(`there is no segment ${index} in a table of ${this.#count}`);
    return block;
  }
}
