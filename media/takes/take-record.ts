// The shape of a take on disk and in memory: rungs and their index of segments.
// A take's folder is `<root>/<sessionId>/<takeId>/` with `take.json` (this header), per rung `<rung>.mp4` (append-only
// fragmented MP4: init, then parts) and `<rung>.jsonl` (one IndexedSegment a line), and once sealed `seal.json` (TakeSeal).

/** A rung of a take. `variant` is its place in the session's ladder (0 best), null when it is recorded but not played. */
export interface TakeRung {
  /** File name without extension: `source`, `720p`, `480p`, `audio`. */
  readonly name: string;
  readonly kind: 'video' | 'audio';
  readonly variant: number | null;
}

export interface TakeHeader {
  readonly format: 1;
  readonly takeId: string;
  readonly sessionId: string;
  /** Instant (ms since the epoch) at which its first picture arrived. */
  readonly startedAtMs: number;
  readonly rungs: readonly TakeRung[];
  /** What its encoder was measured to send; not there when it was not, or in a take of a file. */
  readonly measured?: MeasuredFeed;
}

/** An encoder that comes back with the same picture need not be measured again. */
export interface MeasuredFeed {
  /** Codec and size: `h264 1280x720`. */
  readonly picture: string;
  readonly keyframeIntervalSeconds: number;
}

/** A segment as indexed: where its bytes lie in the rung's file. */
export interface IndexedSegment {
  readonly number: number;
  readonly startSeconds: number;
  readonly durationSeconds: number;
  readonly atMs: number;
  /** Byte offset in the rung's file. */
  readonly offset: number;
  readonly length: number;
  /** Hex SHA-256 of the segment's bytes. */
  readonly sha256: string;
}

/** Where bytes lie in a rung's file. */
export type BytePlace = Pick<IndexedSegment, 'offset' | 'length'>;

/** First line of a rung's index: its initialisation segment. */
export interface RungInit {
  readonly kind: 'video' | 'audio';
  readonly codec: string;
  readonly timescale: number;
  readonly width: number | null;
  readonly height: number | null;
  /** Bytes of the initialisation segment, at the start of the rung's file. */
  readonly initLength: number;
  /** Hex SHA-256 of those bytes. */
  readonly sha256: string;
}

/** One rung as read back from disk. */
export interface RungRecord extends TakeRung {
  readonly codec: string;
  readonly timescale: number;
  readonly width: number | null;
  readonly height: number | null;
  readonly initLength: number;
  readonly segments: readonly IndexedSegment[];
}

/** A whole take as read back from disk. */
export interface TakeRecord {
  readonly takeId: string;
  readonly sessionId: string;
  readonly startedAtMs: number;
  readonly rungs: readonly RungRecord[];
}

/** A point where the wall clock and the take's timeline are known to meet; between two anchors time runs linearly. */
export interface Anchor {
  readonly atMs: number;
  readonly seconds: number;
}

export type TakeEndReason = 'finished' | 'cut' | 'feed-lost' | 'recovered';

export interface SealedFile {
  readonly name: string;
  readonly bytes: number;
  readonly sha256: string;
  readonly sha512: string;
}

/** A segment whose bytes are zeros since: what it was, and by which decision it is gone. */
export interface DestroyedSegment {
  /** Name of the rung's file. */
  readonly file: string;
  readonly number: number;
  readonly startSeconds: number;
  readonly durationSeconds: number;
  readonly offset: number;
  readonly length: number;
  /** Hex SHA-256 of the bytes that were recorded. */
  readonly sha256: string;
  readonly decision: string;
  /** Milliseconds since the epoch. */
  readonly atMs: number;
}

/** What was destroyed in a sealed take (`destroyed.json`), and its files as they are since; the seal stays as it was. */
export interface DestroyedList {
  readonly format: 1;
  readonly takeId: string;
  readonly segments: readonly DestroyedSegment[];
  readonly files: readonly SealedFile[];
}

/** What is known for good once a take is sealed. */
export interface TakeSeal {
  readonly format: 1;
  readonly takeId: string;
  readonly sessionId: string;
  readonly startedAtMs: number;
  readonly endedAtMs: number;
  readonly durationSeconds: number;
  readonly endReason: TakeEndReason;
  /** Few points (within 0.1 s of every segment's own instant) that place instants on the take's timeline. */
  readonly anchors: readonly Anchor[];
  readonly files: readonly SealedFile[];
}
