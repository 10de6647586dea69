// Puts chunks together into messages (Adobe RTMP 1.0, section 5.3), whatever pieces they arrive in and within limits.
// Knows no message type: the connection tells it about chunk sizes and aborted messages.
import type { ChunkHeader } from './chunk-header.ts';
import { chunkHeaderBytes, longestChunkHeader, readChunkHeader } from './chunk-header.ts';
import type { RtmpMessage } from './chunk-writer.ts';
import { ProtocolViolation } from './protocol-violation.ts';
import type { RtmpLimits } from './rtmp-limits.ts';

export interface ChunkReader {
  /** Calls `onMessage` for every message that is complete now. Throws {@link ProtocolViolation}. */
  read(bytes: Buffer): void;
  /** Takes effect with the next chunk. */
  setChunkSize(bytes: number): void;
  /** Forgets the unfinished message of a chunk stream. */
  abort(chunkStreamId: number): void;
  /** How many bytes of unfinished messages may be held. */
  setUnfinishedLimit(bytes: number): void;
  /** Nothing more is read, not even from bytes already handed over. */
  stop(): void;
}

/** What the format-3 chunks of a chunk stream inherit, and its message in the making. */
interface ChunkStream {
  timestamp: number;
  timestampField: number;
  isExtended: boolean;
  length: number;
  typeId: number;
  streamId: number;
  /** Null between messages. */
  body: Buffer | null;
  filled: number;
}

const defaultChunkSize = 128;
const firstBodyBytes = 4_096;

export function createChunkReader(limits: RtmpLimits, onMessage: (message: RtmpMessage) => void): ChunkReader {
  const streams = new Map<number, ChunkStream>();
  const head = Buffer.alloc(longestChunkHeader);
  let headBytes = 0;
  let chunkSize = defaultChunkSize;
  let unfinishedLimit = limits.unfinishedBytesBeforePublish;
  let unfinishedBytes = 0;
  let current: ChunkStream | null = null;
  let chunkLeft = 0;
  let isStopped = false;

  const isStreamExtended = (id: number): boolean => streams.get(id)?.isExtended ?? false;

  function streamFor(header: ChunkHeader): ChunkStream {
    const known = streams.get(header.chunkStreamId);
    if (known) return known;
    // librtmp opens chunk streams with format 1, so a missing stream id alone is no offence.
    if (header.format > 1) throw new ProtocolViolation('chunk refers to a message that never was');
    if (streams.size >= limits.chunkStreams) throw new ProtocolViolation('too many chunk streams');
    const fresh = { timestamp: 0, timestampField: 0, isExtended: false, length: 0, typeId: 0, streamId: 0 };
    const stream: ChunkStream = { ...fresh, body: null, filled: 0 };
    streams.set(header.chunkStreamId, stream);
    return stream;
  }

  function beginMessage(stream: ChunkStream, header: ChunkHeader): void {
    stream.timestampField = header.timestampField ?? stream.timestampField;
    stream.isExtended = header.isExtended;
    stream.length = header.length ?? stream.length;
    stream.typeId = header.typeId ?? stream.typeId;
    stream.streamId = header.streamId ?? stream.streamId;
    const base = header.format === 0 ? 0 : stream.timestamp;
    stream.timestamp = (base + stream.timestampField) >>> 0;
    if (stream.length > limits.messageBytes) throw new ProtocolViolation('message is too long');
    stream.body = Buffer.allocUnsafe(Math.min(stream.length, firstBodyBytes));
    stream.filled = 0;
  }

  /** Some encoders repeat the extended timestamp in every chunk of a message, some do not; true when it was no repetition. */
  function isPayloadMistakenForTimestamp(stream: ChunkStream, header: ChunkHeader): boolean {
    if (header.format !== 3 || !header.isExtended || stream.body === null) return false;
    return header.timestampField !== stream.timestampField && header.timestampField !== stream.timestamp;
  }

  function beginChunk(): void {
    const header = readChunkHeader(head, headBytes);
    const stream = streamFor(header);
    const mistaken = isPayloadMistakenForTimestamp(stream, header);
    const returned = mistaken ? Buffer.from(head.subarray(headBytes - 4, headBytes)) : null;
    headBytes = 0;
    if (stream.body === null) beginMessage(stream, header);
    else if (header.format !== 3) throw new ProtocolViolation('message begins inside another');
    current = stream;
    chunkLeft = Math.min(chunkSize, stream.length - stream.filled);
    if (chunkLeft === 0) finishMessage(stream);
    if (returned) read(returned);
  }

  function takeHeader(bytes: Buffer, from: number): number {
    let offset = from;
    let needed = chunkHeaderBytes(head, headBytes, isStreamExtended);
    while (headBytes < needed && offset < bytes.length) {
      head[headBytes] = bytes.readUInt8(offset);
      headBytes += 1;
      offset += 1;
      if (headBytes === needed) needed = chunkHeaderBytes(head, headBytes, isStreamExtended);
    }
    if (headBytes === needed) beginChunk();
    return offset;
  }

  /** Grows with what has arrived, not with what was announced. */
  function roomFor(stream: ChunkStream, body: Buffer, count: number): Buffer {
    if (stream.filled + count <= body.length) return body;
    const larger = Buffer.allocUnsafe(Math.min(stream.length, Math.max(body.length * 2, stream.filled + count)));
    body.copy(larger, 0, 0, stream.filled);
    stream.body = larger;
    return larger;
  }

  function takePayload(stream: ChunkStream, body: Buffer, bytes: Buffer, from: number): number {
    const count = Math.min(chunkLeft, bytes.length - from);
    unfinishedBytes += count;
    if (unfinishedBytes > unfinishedLimit) throw new ProtocolViolation('too many unfinished messages');
    bytes.copy(roomFor(stream, body, count), stream.filled, from, from + count);
    stream.filled += count;
    chunkLeft -= count;
    if (stream.filled === stream.length) finishMessage(stream);
    else if (chunkLeft === 0) current = null;
    return from + count;
  }

  function forgetBody(stream: ChunkStream): Buffer | null {
    const body = stream.body;
    unfinishedBytes -= stream.filled;
    stream.body = null;
    stream.filled = 0;
    return body;
  }

  function finishMessage(stream: ChunkStream): void {
    current = null;
    const payload = forgetBody(stream) ?? Buffer.alloc(0);
    onMessage({ typeId: stream.typeId, streamId: stream.streamId, timestamp: stream.timestamp, payload });
  }

  function read(bytes: Buffer): void {
    let offset = 0;
    while (offset < bytes.length && !isStopped) {
      const body = current?.body ?? null;
      offset = current && body ? takePayload(current, body, bytes, offset) : takeHeader(bytes, offset);
    }
  }

  return {
    read,
    setChunkSize(bytes) {
      chunkSize = bytes;
    },
    abort(chunkStreamId) {
      const stream = streams.get(chunkStreamId);
      if (stream) forgetBody(stream);
    },
    setUnfinishedLimit(bytes) {
      unfinishedLimit = bytes;
    },
    stop() {
      isStopped = true;
      streams.clear();
    },
  };
}
