// Plans a session's download: one fragmented MP4 with pictures and sound, its size known before a byte is sent.
// Must not know HTTP.
import { createHash } from 'node:crypto';
import { initPiece, readPiece, segmentPiece, type Piece, type ReadRange } from './answer-media.ts';
import { firstDecodeTime, mergedTrackIds, mergeInits, placeFragments, type FragmentPlace } from './merged-movie.ts';
import type { OriginSession } from './origin-session.ts';
import type { RungTrack } from './rung-track.ts';
import type { ClosedSegment } from './segment-table.ts';

export interface DownloadPlan {
  readonly size: number;
  /** Changes when the content changes. */
  readonly tag: string;
  /** Takes recorded in another form than the first: they cannot share its movie header. */
  readonly takesLeftOut: number;
  /** Bytes from `first` to `last` (inclusive), a segment at a time. */
  read(first: number, last: number): AsyncGenerator<Buffer>;
}

/** One segment of one track in its place. */
interface Step {
  readonly piece: Piece;
  /** Is it still public? Asked before every read: a download may take hours. */
  readonly isPublic: () => boolean;
  readonly place: FragmentPlace;
}

/** What one take adds: pictures, sound or both. */
interface TakeTracks {
  readonly tracks: readonly RungTrack[];
  readonly inits: readonly Buffer[];
}

/** A piece holds fewer fragments than this, so sequence numbers only grow. */
const sequenceStride = 1000;
/** Enough of a segment for its first `moof`. */
const headBytes = 8192;

/** Null when there is nothing to download. */
export async function planDownload(session: OriginSession, readRange: ReadRange): Promise<DownloadPlan | null> {
  const takes = await Promise.all(session.takeIds.map((takeId) => takeTracks(session, takeId, readRange)));
  const [first] = takes;
  if (first === undefined) return null;
  const fitting = takes.filter((take) => isSameForm(take, first));
  const steps: Step[] = [];
  let startSeconds = 0;
  for (const take of fitting) startSeconds += await addTake(take, startSeconds, steps, readRange);
  const tracks = first.tracks.map((track, index) => ({
    trackId: trackIdOf(track),
    init: first.inits[index] ?? Buffer.alloc(0),
  }));
  const header = mergeInits(tracks, startSeconds);
  return {
    size: header.length + steps.reduce((sum, step) => sum + step.piece.length, 0),
    tag: tagOf(header, steps),
    takesLeftOut: takes.length - fitting.length,
    read: (from, to) => readSteps(header, steps, { from, to }, readRange),
  };
}

async function takeTracks(session: OriginSession, takeId: string, readRange: ReadRange): Promise<TakeTracks> {
  const tracks = ['v0', 'audio']
    .map((name) => session.rendition(name)?.rendition.tracks.find((track) => track.file.takeId === takeId))
    .filter((track) => track !== undefined);
  const pieces = tracks.map(initPiece).filter((piece) => piece !== null);
  return { tracks, inits: await Promise.all(pieces.map((piece) => readPiece(piece, readRange))) };
}

function isSameForm(take: TakeTracks, first: TakeTracks): boolean {
  return (
    take.inits.length === first.inits.length &&
    take.inits.every((init, index) => init.equals(first.inits[index] ?? init))
  );
}

/** Adds a take's public segments in order of time and returns how many seconds it lasts, what is withheld included. */
async function addTake(take: TakeTracks, startSeconds: number, steps: Step[], readRange: ReadRange): Promise<number> {
  const recorded = take.tracks.map((track) => track.closedSegments().filter((segment) => !segment.isLost));
  const spans = recorded.map(spanOf);
  const takeStart = Math.min(...spans.map((span) => span.start));
  const shifts = await Promise.all(take.tracks.map((track) => shiftOf(track, startSeconds - takeStart, readRange)));
  const longest = Math.max(...recorded.map((segments) => segments.length));
  for (let index = 0; index < longest; index += 1) {
    take.tracks.forEach((track, trackIndex) => {
      const segment = recorded[trackIndex]?.[index];
      if (segment === undefined || track.standingOf(segment.number) !== 'public') return;
      const piece = segmentPiece(track, segment.number);
      if (piece === null) return;
      const shiftTicks = shifts[trackIndex] ?? 0n;
      steps.push({
        piece,
        isPublic: () => track.standingOf(segment.number) === 'public',
        place: { trackId: trackIdOf(track), sequence: 1 + steps.length * sequenceStride, shiftTicks },
      });
    });
  }
  return Math.max(...spans.map((span) => span.end)) - takeStart;
}

function spanOf(closed: readonly ClosedSegment[]): { start: number; end: number } {
  const first = closed[0];
  const last = closed.at(-1);
  if (first === undefined || last === undefined) return { start: 0, end: 0 };
  return { start: first.startSeconds, end: last.startSeconds + last.durationSeconds };
}

/** What to add to a track's decode times so that second `x` of the take's timeline becomes `x + addedSeconds`. */
async function shiftOf(track: RungTrack, addedSeconds: number, readRange: ReadRange): Promise<bigint> {
  const first = track
    .closedSegments()
    .find(({ number, isLost }) => !isLost && track.standingOf(number) !== 'destroyed');
  const piece = first === undefined ? null : segmentPiece(track, first.number);
  if (first === undefined || piece === null || track.format === null) return 0n;
  const head = await readPiece({ ...piece, length: Math.min(headBytes, piece.length) }, readRange);
  const ticks = BigInt(Math.round((first.startSeconds + addedSeconds) * track.format.timescale));
  return ticks - firstDecodeTime(head);
}

function trackIdOf(track: RungTrack): number {
  return mergedTrackIds[track.rung.kind];
}

function tagOf(header: Buffer, steps: readonly Step[]): string {
  const hash = createHash('sha256').update(header);
  for (const { piece } of steps) hash.update(`${piece.file.takeId} ${piece.offset} ${piece.length}\n`);
  return hash.digest('hex').slice(0, 32);
}

async function* readSteps(
  header: Buffer,
  steps: readonly Step[],
  range: { from: number; to: number },
  readRange: ReadRange,
): AsyncGenerator<Buffer> {
  let at = 0;
  const cut = (bytes: Buffer): Buffer => bytes.subarray(Math.max(0, range.from - at), range.to + 1 - at);
  if (range.from < header.length) yield cut(header);
  at = header.length;
  for (const { piece, place, isPublic } of steps) {
    if (at > range.to) return;
    if (!isPublic()) throw new Error('a part of this download was withheld meanwhile');
    if (at + piece.length > range.from) yield cut(placeFragments(await readPiece(piece, readRange), place));
    at += piece.length;
  }
}
