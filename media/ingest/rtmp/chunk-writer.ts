// Cuts messages into chunks (Adobe RTMP 1.0, section 5.3). Stateless: every message begins with a full header.

/** An RTMP message. `timestamp` is the 32 bits of the wire, in ms. */
export interface RtmpMessage {
  readonly typeId: number;
  readonly streamId: number;
  readonly timestamp: number;
  readonly payload: Buffer;
}

const extendedMark = 0xffffff;

function fullHeader(chunkStreamId: number, message: RtmpMessage): Buffer {
  const timestamp = message.timestamp >>> 0;
  const header = Buffer.alloc(timestamp >= extendedMark ? 16 : 12);
  header[0] = chunkStreamId;
  header.writeUIntBE(Math.min(timestamp, extendedMark), 1, 3);
  header.writeUIntBE(message.payload.length, 4, 3);
  header[7] = message.typeId;
  header.writeUInt32LE(message.streamId, 8);
  if (header.length === 16) header.writeUInt32BE(timestamp, 12);
  return header;
}

function followingHeader(chunkStreamId: number, timestamp: number): Buffer {
  const header = Buffer.alloc(timestamp >>> 0 >= extendedMark ? 5 : 1);
  header[0] = 0xc0 | chunkStreamId;
  if (header.length === 5) header.writeUInt32BE(timestamp >>> 0, 1);
  return header;
}

/** One message as chunks of at most `chunkSize` bytes; `chunkStreamId` is 2 to 63. */
export function writeChunks(chunkStreamId: number, message: RtmpMessage, chunkSize: number): Buffer {
  const pieces = [fullHeader(chunkStreamId, message), message.payload.subarray(0, chunkSize)];
  for (let from = chunkSize; from < message.payload.length; from += chunkSize) {
    pieces.push(followingHeader(chunkStreamId, message.timestamp), message.payload.subarray(from, from + chunkSize));
  }
  return Buffer.concat(pieces);
}
