// One rung of one take as the origin knows it: where each segment lies and, near the live edge, its bytes.
// Must not know playlists, requests or other rungs.
import type { InitSegment, Part, RungSink, SegmentEnd } from '../packager/part.ts';
import type { BytePlace, RungRecord, TakeRung } from '../takes/take-record.ts';
import type { WithheldPiece } from '../takes/withheld-piece.ts';
import type { PlacedSegment } from './recorded-spans.ts';
import { SegmentTable, type ClosedSegment, type MissingSegment } from './segment-table.ts';

/** Closed segments whose bytes stay in memory: the 3 or 4 with listed parts, and as long again for slow players. */
export const segmentsInMemory = 7;

export interface RungFile {
  readonly sessionId: string;
  readonly takeId: string;
  readonly rung: string;
}

/** The take that a track belongs to; a slate is played while live and is in no archive. */
export type TrackOwner = Omit<RungFile, 'rung'> & {
  readonly isSlate?: boolean;
  /** A recorder will say what became of each segment ({@link RungTrack.recorded}); until then its bytes stay in memory. */
  readonly isRecorded?: boolean;
};

/** What the multivariant playlist and downloads need to know. */
export interface TrackFormat {
  readonly codec: string;
  readonly timescale: number;
  readonly width: number | null;
  readonly height: number | null;
  readonly initLength: number;
}

export type TrackPart = Pick<Part, 'durationSeconds' | 'independent' | 'bytes'>;

/** The segment that parts are being added to. */
export interface OpenSegment {
  readonly number: number;
  readonly startSeconds: number;
  readonly atMs: number;
  readonly parts: TrackPart[];
}

/** Bytes of a segment in the live window, and the parts as views of them. */
export interface SegmentMemory {
  readonly bytes: Buffer;
  readonly parts: readonly TrackPart[];
}

/** Sizes so far, for BANDWIDTH and AVERAGE-BANDWIDTH. */
export interface TrackRates {
  readonly bytes: number;
  readonly seconds: number;
  readonly peakBitsPerSecond: number;
}

/** Fed by a packager while live ({@link RungSink}), or read back whole from a take's index. */
export class RungTrack implements RungSink {
  readonly file: RungFile;
  readonly rung: TakeRung;
  readonly isSlate: boolean;
  readonly #changed: () => void;
  readonly #isRecorded: boolean;
  readonly #closed = new SegmentTable();
  /** By segment number. */
  readonly #memory = new Map<number, SegmentMemory>();
  #firstInMemory = 0;
  #mostInMemory = segmentsInMemory;
  #format: TrackFormat | null = null;
  #initBytes: Buffer | null = null;
  #open: OpenSegment | null = null;
  #finished = false;
  #fileLength = 0;
  #rates: TrackRates = { bytes: 0, seconds: 0, peakBitsPerSecond: 0 };
  #withheld: readonly WithheldPiece[] = [];

  /** `changed` is called after every change. */
  constructor(owner: TrackOwner, rung: TakeRung, changed: () => void) {
    this.file = { sessionId: owner.sessionId, takeId: owner.takeId, rung: rung.name };
    this.isSlate = owner.isSlate === true;
    this.#isRecorded = owner.isRecorded === true;
    this.rung = rung;
    this.#changed = changed;
  }

  /** `segments`: the record's own, and those that it lacks. */
  static fromRecord(take: TrackOwner, record: RungRecord, segments: readonly PlacedSegment[]): RungTrack {
    const { name, kind, variant, codec, timescale, width, height, initLength } = record;
    const track = new RungTrack(take, { name, kind, variant }, () => undefined);
    track.#format = { codec, timescale, width, height, initLength };
    for (const segment of segments) {
      track.#append({ ...segment, isSettled: true, partCount: null });
    }
    track.#firstInMemory = segments.length;
    track.#finished = true;
    return track;
  }

  get format(): TrackFormat | null {
    return this.#format;
  }

  /** Null when it must be read from the file. */
  get initBytes(): Buffer | null {
    return this.#initBytes;
  }

  get open(): OpenSegment | null {
    return this.#open;
  }

  /** No more parts will come. */
  get finished(): boolean {
    return this.#finished;
  }

  get rates(): TrackRates {
    return this.#rates;
  }

  /** These of its segments are out of public view from now on, and no others. */
  withhold(pieces: readonly WithheldPiece[]): void {
    this.#withheld = pieces.filter(({ takeId }) => takeId === this.file.takeId);
  }

  /** `destroyed`: not even staff can have it. */
  standingOf(segment: number): 'public' | 'withheld' | 'destroyed' {
    if (this.#withheld.length === 0) return 'public';
    const pieces = this.#withheld.filter((one) => one.firstSegment <= segment && segment <= one.lastSegment);
    if (pieces.length === 0) return 'public';
    return pieces.some((piece) => piece.isDestroyed) ? 'destroyed' : 'withheld';
  }

  /** Has it anything to play? */
  get hasMedia(): boolean {
    return this.#format !== null && (this.closedCount > 0 || this.#open !== null);
  }

  /** The part that comes next; null when none will. */
  get nextPart(): { readonly segment: number; readonly part: number } | null {
    if (this.#finished) return null;
    if (this.#open !== null) return { segment: this.#open.number, part: this.#open.parts.length };
    const last = this.closedCount === 0 ? null : this.closedAt(this.closedCount - 1);
    return { segment: (last?.number ?? -1) + 1, part: 0 };
  }

  init(init: InitSegment): void {
    const { codec, timescale, width, height, bytes } = init;
    this.#format = { codec, timescale, width, height, initLength: bytes.length };
    this.#initBytes = bytes;
    this.#fileLength = bytes.length;
    this.#changed();
  }

  part(part: Part): void {
    if (this.#finished) return;
    if (this.#open !== null && this.#open.number !== part.segment) this.#closeOpen();
    this.#open ??= { number: part.segment, startSeconds: part.startSeconds, atMs: part.atMs, parts: [] };
    const { durationSeconds, independent, bytes } = part;
    this.#open.parts.push({ durationSeconds, independent, bytes });
    this.#changed();
  }

  segmentEnd(segment: SegmentEnd): void {
    if (this.#open?.number !== segment.number) return;
    this.#closeOpen(segment);
    this.#changed();
  }

  /** An unfinished segment is closed with the parts it has. */
  finish(): void {
    if (this.#finished) return;
    this.#closeOpen();
    this.#finished = true;
    this.#changed();
  }

  /** Segments behind its last that were never told to players, whatever is recorded of them. */
  addGaps(segments: readonly MissingSegment[]): void {
    for (const segment of segments) {
      this.#append({ ...segment, offset: 0, length: 0, isSettled: true, isLost: true, partCount: null });
    }
  }

  /** What became of a segment on disk: where its bytes lie, or null when none of it is there. */
  recorded(number: number, place: BytePlace | null): void {
    const index = this.#closed.indexOf(number);
    if (index === null || this.closedAt(index).isSettled) return;
    // Of the last segment before a slate more is recorded than players were told of.
    const length = Math.min(this.closedAt(index).length, place?.length ?? 0);
    this.#closed.settle(index, place === null ? null : { offset: place.offset, length });
    this.#leaveMemory();
  }

  /** The take is sealed: what was never said to be on file is not. */
  sealed(): void {
    for (let index = this.#firstInMemory; index < this.closedCount; index += 1) {
      const { number, isSettled } = this.closedAt(index);
      if (!isSettled) this.recorded(number, null);
    }
  }

  /** Later takes fill it: none of the bytes stay in memory once they are on file. */
  leaveLiveWindow(): void {
    this.#mostInMemory = 0;
    this.#leaveMemory();
  }

  get closedCount(): number {
    return this.#closed.count;
  }

  /** @param index in order of time, below {@link closedCount} */
  closedAt(index: number): ClosedSegment {
    return this.#closed.at(index);
  }

  closedSegment(number: number): ClosedSegment | null {
    const index = this.#closed.indexOf(number);
    return index === null ? null : this.closedAt(index);
  }

  /** All of them, in order of time: for what is made once, not once a part. */
  closedSegments(): readonly ClosedSegment[] {
    return Array.from({ length: this.closedCount }, (_, index) => this.closedAt(index));
  }

  /** Null outside the live window. */
  memoryOf(segment: number): SegmentMemory | null {
    return this.#memory.get(segment) ?? null;
  }

  /** The bytes of a part, while it is in the live window. */
  partBytes(segment: number, part: number): Buffer | null {
    const parts = this.#open?.number === segment ? this.#open.parts : this.memoryOf(segment)?.parts;
    return parts?.[part]?.bytes ?? null;
  }

  #closeOpen(end?: SegmentEnd): void {
    const open = this.#open;
    if (open === null) return;
    const { bytes, parts } = joinParts(open.parts);
    this.#open = null;
    this.#memory.set(open.number, { bytes, parts });
    this.#append({
      number: open.number,
      startSeconds: end?.startSeconds ?? open.startSeconds,
      durationSeconds: end?.durationSeconds ?? parts.reduce((sum, part) => sum + part.durationSeconds, 0),
      atMs: end?.atMs ?? open.atMs,
      offset: this.#fileLength,
      length: bytes.length,
      isSettled: !this.#isRecorded,
      isLost: false,
      partCount: parts.length,
    });
    this.#fileLength += bytes.length;
  }

  #append(segment: ClosedSegment): void {
    this.#closed.push(segment);
    this.#leaveMemory();
    if (segment.isLost) return;
    const { bytes, seconds, peakBitsPerSecond } = this.#rates;
    const bitsPerSecond = segment.durationSeconds > 0 ? (segment.length * 8) / segment.durationSeconds : 0;
    this.#rates = {
      bytes: bytes + segment.length,
      seconds: seconds + segment.durationSeconds,
      peakBitsPerSecond: Math.max(peakBitsPerSecond, bitsPerSecond),
    };
  }

  /** In order: a segment whose place on the file is not known yet holds up those after it. */
  #leaveMemory(): void {
    for (; this.#firstInMemory < this.closedCount - this.#mostInMemory; this.#firstInMemory += 1) {
      const { number, isSettled } = this.closedAt(this.#firstInMemory);
      if (!isSettled) return;
      this.#memory.delete(number);
    }
  }
}

/** One Buffer for the segment; its parts become views of it, so that a segment is held once and written in one piece. */
function joinParts(parts: readonly TrackPart[]): { bytes: Buffer; parts: TrackPart[] } {
  const bytes = Buffer.concat(parts.map((part) => part.bytes));
  let at = 0;
  const views = parts.map((part) => {
    const start = at;
    at += part.bytes.length;
    return { ...part, bytes: bytes.subarray(start, at) };
  });
  return { bytes, parts: views };
}
