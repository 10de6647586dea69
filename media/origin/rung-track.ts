// One rung of one take as the origin knows it: where each segment lies and, near the live edge, its bytes.
// Must not know playlists, requests or other rungs.
import type { InitSegment, Part, RungSink, SegmentEnd } from '../packager/part.ts';
import type { BytePlace, RungRecord, TakeRung } from '../takes/take-record.ts';
import type { WithheldPiece } from '../takes/withheld-piece.ts';
import type { PlacedSegment } from './recorded-spans.ts';

/** Closed segments whose bytes stay in memory: the 3 or 4 with listed parts, and as long again for slow players. */
const segmentsInMemory = 7;

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

export interface ClosedSegment {
  readonly number: number;
  readonly startSeconds: number;
  readonly durationSeconds: number;
  readonly atMs: number;
  /** Byte range in the rung's file: all of it where nobody said otherwise. */
  offset: number;
  length: number;
  /** On file, or known not to be. */
  isSettled: boolean;
  /** Not on file (a full disk, or room left to better rungs): once out of memory there is a gap. */
  isLost: boolean;
  /** Null when it was read back from disk: its parts are not known any more. */
  readonly partCount: number | null;
  /** Null outside the live window. */
  memory: { readonly bytes: Buffer; readonly parts: readonly TrackPart[] } | null;
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
  readonly closed: ClosedSegment[] = [];
  readonly #changed: () => void;
  readonly #isRecorded: boolean;
  #firstInMemory = 0;
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
      track.#append({ ...segment, isSettled: true, partCount: null, memory: null });
    }
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
    const pieces = this.#withheld.filter((one) => one.firstSegment <= segment && segment <= one.lastSegment);
    if (pieces.length === 0) return 'public';
    return pieces.some((piece) => piece.isDestroyed) ? 'destroyed' : 'withheld';
  }

  /** Has it anything to play? */
  get hasMedia(): boolean {
    return this.#format !== null && (this.closed.length > 0 || this.#open !== null);
  }

  /** The part that comes next; null when none will. */
  get nextPart(): { readonly segment: number; readonly part: number } | null {
    if (this.#finished) return null;
    if (this.#open !== null) return { segment: this.#open.number, part: this.#open.parts.length };
    return { segment: (this.closed.at(-1)?.number ?? -1) + 1, part: 0 };
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

  /** What became of a segment on disk: where its bytes lie, or null when none of it is there. */
  recorded(number: number, place: BytePlace | null): void {
    const segment = this.closedSegment(number);
    if (segment === null) return;
    segment.isSettled = true;
    if (place === null) segment.isLost = true;
    // Of the last segment before a slate more is recorded than players were told of.
    else [segment.offset, segment.length] = [place.offset, Math.min(segment.length, place.length)];
    this.#leaveMemory();
  }

  /** The take is sealed: what was never said to be on file is not. */
  sealed(): void {
    for (const segment of this.closed.slice(this.#firstInMemory)) {
      if (!segment.isSettled) this.recorded(segment.number, null);
    }
  }

  closedSegment(number: number): ClosedSegment | null {
    const first = this.closed[0]?.number ?? 0;
    const found = this.closed[number - first];
    if (found?.number === number) return found;
    return this.closed.find((segment) => segment.number === number) ?? null;
  }

  /** The bytes of a part, while it is in the live window. */
  partBytes(segment: number, part: number): Buffer | null {
    const parts = this.#open?.number === segment ? this.#open.parts : this.closedSegment(segment)?.memory?.parts;
    return parts?.[part]?.bytes ?? null;
  }

  #closeOpen(end?: SegmentEnd): void {
    const open = this.#open;
    if (open === null) return;
    const { bytes, parts } = joinParts(open.parts);
    this.#open = null;
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
      memory: { bytes, parts },
    });
    this.#fileLength += bytes.length;
  }

  #append(segment: ClosedSegment): void {
    this.closed.push(segment);
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
    for (; this.#firstInMemory < this.closed.length - segmentsInMemory; this.#firstInMemory += 1) {
      const segment = this.closed[this.#firstInMemory];
      if (segment?.isSettled !== true) return;
      segment.memory = null;
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
