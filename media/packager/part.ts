// What the packager hands on: initialisation, parts and segments of one rung. Serving and recording consume it as equals.

/** The initialisation segment (`ftyp` + `moov`) of one rung of one take. */
export interface InitSegment {
  readonly kind: 'video' | 'audio';
  readonly bytes: Buffer;
  /** RFC 6381 codec string, e.g. `avc1.64001f`, `mp4a.40.2`. */
  readonly codec: string;
  /** Ticks a second of the rung's media timeline. */
  readonly timescale: number;
  readonly width: number | null;
  readonly height: number | null;
}

/** One partial segment (RFC 8216bis): a whole `moof` + `mdat`. */
export interface Part {
  /** Number of its segment within the take, from 0; the same number means the same time span in every rung of a take. */
  readonly segment: number;
  /** Position within its segment, from 0. */
  readonly index: number;
  /** Seconds from the start of the take (presentation time of its first sample). */
  readonly startSeconds: number;
  readonly durationSeconds: number;
  /** Begins with a picture that needs no other; always true for sound. */
  readonly independent: boolean;
  /** Instant (ms since the epoch) of its beginning, as the arrivals of pictures at the server tell it. */
  readonly atMs: number;
  readonly bytes: Buffer;
}

/** A finished segment: exactly its parts, one after the other. */
export interface SegmentEnd {
  readonly number: number;
  readonly startSeconds: number;
  readonly durationSeconds: number;
  /** Instant (ms since the epoch) of its beginning. */
  readonly atMs: number;
}

/** A consumer of one rung of one take. Calls come in order: `init`, then per segment its `part`s and one `segmentEnd`. */
export interface RungSink {
  init(init: InitSegment): void;
  part(part: Part): void;
  segmentEnd(segment: SegmentEnd): void;
}
