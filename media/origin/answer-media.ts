// Answers requests for initialisation, segments and parts: from memory near the live edge, else from the take's file.
import type { RungAddress } from './hls-address.ts';
import type { OriginSession } from './origin-session.ts';
import { cannotRead, noSuchAddress, notRecorded, nothingNew } from './problems.ts';
import { sendMedia, sendProblem, type Exchange } from './respond.ts';
import type { RungFile, RungTrack } from './rung-track.ts';

/** Reads a range of a rung's file. */
export type ReadRange = (file: RungFile, offset: number, length: number) => Promise<Buffer>;

/** A range of a rung's file, and the same bytes when they are in memory. */
export interface Piece {
  readonly file: RungFile;
  readonly offset: number;
  readonly length: number;
  readonly memory: Buffer | null;
}

export function initPiece(track: RungTrack): Piece | null {
  const { file, format, initBytes } = track;
  return format === null ? null : { file, offset: 0, length: format.initLength, memory: initBytes };
}

export function segmentPiece(track: RungTrack, number: number): Piece | null {
  const segment = track.closedSegment(number);
  if (segment === null) return null;
  const { offset, length, isLost } = segment;
  const memory = track.memoryOf(number);
  if (memory !== null) return { file: track.file, offset, length: memory.bytes.length, memory: memory.bytes };
  return isLost ? null : { file: track.file, offset, length, memory: null };
}

/** @throws Error when the file does not hold what its index says. */
export async function readPiece(piece: Piece, readRange: ReadRange): Promise<Buffer> {
  if (piece.memory !== null) return piece.memory;
  const bytes = await readRange(piece.file, piece.offset, piece.length);
  if (bytes.length !== piece.length) throw new Error(`${bytes.length} of ${piece.length} bytes at ${piece.offset}`);
  return bytes;
}

export interface MediaDesk {
  readonly readRange: ReadRange;
  readonly failed: (file: RungFile, error: unknown) => void;
}

export function answerMedia(exchange: Exchange, session: OriginSession, address: RungAddress, desk: MediaDesk): void {
  const track = session.track(address.takeId, address.rung);
  if (track === null) return sendProblem(exchange, noSuchAddress);
  switch (address.kind) {
    case 'init':
      return answerPiece(exchange, track, initPiece(track), desk);
    case 'segment': {
      const memory = track.memoryOf(address.segment);
      if (memory !== null) return sendMedia(exchange, memory.bytes, track.rung.kind);
      if (track.closedSegment(address.segment)?.isLost === true) return sendProblem(exchange, notRecorded);
      return answerPiece(exchange, track, segmentPiece(track, address.segment), desk);
    }
    case 'part':
      return answerPart(exchange, session, track, address);
    default:
      return address.kind satisfies never;
  }
}

function answerPiece(exchange: Exchange, track: RungTrack, piece: Piece | null, desk: MediaDesk): void {
  if (piece === null) return sendProblem(exchange, noSuchAddress);
  const { kind } = track.rung;
  if (piece.memory !== null) return sendMedia(exchange, piece.memory, kind);
  readPiece(piece, desk.readRange).then(
    (bytes) => sendMedia(exchange, bytes, kind),
    (error: unknown) => {
      desk.failed(piece.file, error);
      sendProblem(exchange, cannotRead);
    },
  );
}

/** The hinted part is awaited; any other that does not exist is not there (RFC 8216bis 6.2.6). */
function answerPart(exchange: Exchange, session: OriginSession, track: RungTrack, address: RungAddress): void {
  const { segment, part } = address;
  const bytes = track.partBytes(segment, part);
  if (bytes !== null) return sendMedia(exchange, bytes, track.rung.kind);
  const next = track.nextPart;
  if (next?.segment !== segment || next.part !== part) return sendProblem(exchange, noSuchAddress);
  session.waitForPart({ track, segment, part }, (outcome) => {
    const made = track.partBytes(segment, part);
    if (made !== null) return sendMedia(exchange, made, track.rung.kind);
    sendProblem(exchange, outcome === 'late' ? nothingNew : noSuchAddress);
  });
}
